"""A sheet leaves a URL open at its end."""

project = "css-open-url"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "two.css"]
