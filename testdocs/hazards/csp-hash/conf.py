"""Served with a policy that lets one inline script run, and no others."""
