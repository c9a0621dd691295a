"""Sheets have titles, and some of them are alternatives."""

html_css_files = [
    "one.css",
    ("default.css", {"title": "default"}),
    ("high.css", {"title": "high", "rel": "alternate stylesheet"}),
    ("other.css", {"title": "other"}),
    "one.css",
]
html_js_files = ["list.js"]
