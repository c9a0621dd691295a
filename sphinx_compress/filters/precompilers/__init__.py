"""Precompilers, which make CSS or JavaScript of other languages, and how their compilers run."""
