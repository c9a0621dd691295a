"""The page itself has a policy that forbids inline scripts."""

project = "csp-meta"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
