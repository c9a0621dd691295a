"""A sheet leaves a comment open at its end."""

project = "css-open-comment"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
