"""Functions are asked for their own text."""
