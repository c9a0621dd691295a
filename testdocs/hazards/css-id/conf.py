"""A script switches sheets by the ids of their tags."""

html_css_files = [
    "one.css",
    ("dark.css", {"id": "dark_css", "media": "not all"}),
    ("off.css", {"id": "off_css"}),
    "media.css",
]
html_js_files = ["switch.js"]
