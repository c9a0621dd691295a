"""Strings hold all that quoting can spoil."""

project = "js-strings"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
