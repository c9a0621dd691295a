"""Finds out what libraries do when they run: ``python -m benchmarks.libraries --help``."""
