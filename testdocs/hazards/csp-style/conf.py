"""Served with a policy that forbids inline sheets."""

project = "csp-style"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css"]
