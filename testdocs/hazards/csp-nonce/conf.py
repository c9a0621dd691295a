"""Served with a policy that lets scripts with a nonce run, and no others."""
