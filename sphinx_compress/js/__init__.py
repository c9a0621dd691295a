"""Scripts: read them, compare them, find out what they refer to."""
