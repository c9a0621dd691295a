project = "passthrough"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "basic"
templates_path = ["_templates"]
html_static_path = ["_static"]
