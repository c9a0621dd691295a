"""A file begins with the line of a tool."""
