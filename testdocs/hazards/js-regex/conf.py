"""Regular expressions hold what looks like strings, comments and ends of tags."""

project = "js-regex"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
