"""Served with a policy that forbids inline scripts; the scripts are deferred."""
