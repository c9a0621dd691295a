"""Served with a policy that lets scripts with a nonce run, and no others."""

project = "csp-nonce"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
