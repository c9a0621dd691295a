"""A sheet begins by importing others, one of them from another site."""

project = "css-import-first"
extensions = ["sphinx_compress"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["one.css", "sub/two.css"]
