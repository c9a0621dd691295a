"""Sheets have titles, and some of them are alternatives."""

project = "css-alternate"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = [
    "one.css",
    ("default.css", {"title": "default"}),
    ("high.css", {"title": "high", "rel": "alternate stylesheet"}),
    ("other.css", {"title": "other"}),
    "one.css",
]
html_js_files = ["list.js"]
