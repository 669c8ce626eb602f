"""Find and read inputs: one reader a format."""
