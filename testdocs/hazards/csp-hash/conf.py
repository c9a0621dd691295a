"""Served with a policy that lets one inline script run, and no others."""

project = "csp-hash"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
