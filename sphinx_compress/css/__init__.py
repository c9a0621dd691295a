"""Style sheets: read them, compare them, rewrite them."""
