"""Inline scripts hold what looks like ends of the head and the body."""

project = "html-end-tags"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_js_files = ["one.js"]
