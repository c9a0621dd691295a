"""Served with a policy that forbids inline scripts; the scripts stand at the end of the body."""
