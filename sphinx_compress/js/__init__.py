"""Scripts: read them, compare them, ask what they refer to."""
