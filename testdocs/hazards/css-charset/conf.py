"""Sheets are not in UTF-8: one says so, the tag of another says it, a third does not say it."""

html_css_files = [
    "one.css",
    "two.css",
    ("three.css", {"charset": "iso-8859-1"}),
    "four.css",
    "five.css",
]
