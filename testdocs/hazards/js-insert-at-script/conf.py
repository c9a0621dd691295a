"""Scripts put elements where their tag stands."""
