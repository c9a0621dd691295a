"""Words and small tools that all rooms share."""
