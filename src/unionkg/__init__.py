"""unionkg reads Chinese news about unions and turns it into a knowledge graph whose every statement has its quote."""

__version__ = "0.1.0"
