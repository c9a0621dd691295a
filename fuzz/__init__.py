"""Feeds the verification and the filters with what nobody would write."""
