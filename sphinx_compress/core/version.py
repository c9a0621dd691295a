"""The version of this package, which is a part of every cache key."""

__version__ = "1.0.0"
