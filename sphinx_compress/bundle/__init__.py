"""Elements of a region become one file."""
