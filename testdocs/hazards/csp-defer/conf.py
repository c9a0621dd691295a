"""Served with a policy that forbids inline scripts; the scripts are deferred."""

project = "csp-defer"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
