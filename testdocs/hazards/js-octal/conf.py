"""Old octal numbers stand in sloppy scripts."""
