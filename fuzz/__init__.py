"""Feeds the guards and the filters with what nobody would write."""
