"""A script between two sheets puts one of its own behind the first."""
