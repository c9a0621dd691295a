"""Some files are empty, or as good as that."""
