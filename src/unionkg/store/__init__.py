"""The dataset on disk or in memory, and the questions asked of it."""
