"""Comments that only old browsers read stand between tags."""

project = "html-conditional-comments"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["new.css"]
