"""Served with a policy that forbids texts to become scripts."""

project = "csp-trusted-types"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
