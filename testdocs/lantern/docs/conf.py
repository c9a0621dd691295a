"""The documentation of the theme, built with the theme."""

project = "Lantern"
author = "Somebody"
extensions = ["lantern"]
html_theme = "lantern"
