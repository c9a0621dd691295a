"""What stands in a template has no effect as yet."""

project = "html-template"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css"]
