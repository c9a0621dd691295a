"""A rendered page: find regions in it, change it, relink it."""
