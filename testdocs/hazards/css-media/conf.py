"""Sheets for other media and color schemes stand between two for all."""

html_css_files = [
    "one.css",
    ("print.css", {"media": "print"}),
    ("dark.css", {"media": "(prefers-color-scheme: dark)"}),
    ("odd.css", {"media": "nonsense("}),
    "two.css",
]
