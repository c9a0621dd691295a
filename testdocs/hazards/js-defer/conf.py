"""Deferred scripts and others stand among each other."""
