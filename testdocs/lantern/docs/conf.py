"""The documentation of the theme, built with the theme."""

project = "Lantern"
author = "Somebody"
extensions = ["lantern"]
html_theme = "lantern"

# Here, and not in the theme: those who use it get the bundles, and need no Sass.
compress_precompilers = {"text/x-scss": "sass"}
