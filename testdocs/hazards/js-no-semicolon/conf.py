"""A file lacks its last semicolon, and the next one begins with a bracket."""
