"""A query in a URL means something to the script."""
