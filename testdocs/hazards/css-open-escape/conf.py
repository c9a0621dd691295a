"""A sheet ends within an escape."""

project = "css-open-escape"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
