"""Served with a policy that forbids inline scripts; the scripts stand in the head."""
