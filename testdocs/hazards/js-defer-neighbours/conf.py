"""Deferred scripts stand side by side; the first of them throws."""

project = "js-defer-neighbours"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
