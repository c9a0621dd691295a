"""Sheets are empty: a script fills one of them."""

project = "css-empty"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["one.css", "empty.css", ("blank.css", {"id": "fill"}), "two.css"]
html_js_files = ["fill.js"]
