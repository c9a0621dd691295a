"""Served with a policy that forbids texts to become scripts."""
