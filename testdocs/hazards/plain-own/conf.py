"""Nothing here minds being joined, wrapped or quoted."""

project = "plain-own"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css", "two.css"]
