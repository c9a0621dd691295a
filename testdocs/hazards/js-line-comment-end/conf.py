"""Files end within a line comment."""
