"""Measurements that are too slow, or need too much of other people, to be tests."""
