"""A script keeps elements from running that scripts make, until the reader agrees."""
