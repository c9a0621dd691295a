"""Deferred scripts and others stand among each other."""

project = "js-defer"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
