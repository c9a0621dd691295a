"""A script patches what a loader of scripts may want to use."""
