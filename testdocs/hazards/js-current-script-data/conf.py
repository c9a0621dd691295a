"""A script reads attributes of its own tag."""

html_theme = "alabaster"
html_js_files = [
    "first.js",
    ("tabs.js", {"data-mode": "wide", "data-user-name": 'é & "ë"'}),
    ("init.js", {"init": ""}),
    "last.js",
]
