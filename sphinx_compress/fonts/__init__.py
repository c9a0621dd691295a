"""Fonts: the glyphs that a site uses come first, and the whole font when another one is needed."""
