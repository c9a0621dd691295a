"""Served with a policy that forbids inline scripts; the scripts stand at the end of the body."""

project = "csp-body"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
