"""Deferred scripts stand side by side; the first of them throws."""
