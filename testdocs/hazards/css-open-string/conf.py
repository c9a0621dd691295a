"""A sheet leaves a string open at its end."""

project = "css-open-string"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
