"""Minifiers side by side, judged by oracles of another family."""
