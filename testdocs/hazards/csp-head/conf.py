"""Served with a policy that forbids inline scripts; the scripts stand in the head."""

project = "csp-head"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
