"""Sheets are empty: a script fills one of them."""

html_css_files = ["one.css", "empty.css", ("blank.css", {"id": "fill"}), "two.css"]
html_js_files = ["fill.js"]
