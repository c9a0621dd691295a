"""Sheets in folders of different depths name images relative to themselves."""

project = "css-nested-urls"
extensions = ["sphinx_compress"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["a/b/deep.css", "top.css"]
