"""A script in strict mode stands before one that cannot bear it."""
