"""Tags are written in ways that are allowed, but rare."""

project = "html-tag-soup"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css"]
