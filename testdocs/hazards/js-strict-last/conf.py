"""A script that counts on strict mode stands behind one that has none."""
