"""One whole build: from its first page to its last line."""
