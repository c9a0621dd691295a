"""Lines end in ways of their own, within template literals too."""
