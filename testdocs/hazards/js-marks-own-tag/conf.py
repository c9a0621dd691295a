"""A script leaves a mark on its tag, which another one reads."""
