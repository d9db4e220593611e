"""Word files: write, read, compare."""
