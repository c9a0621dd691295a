"""A script of an unknown type holds a template."""
