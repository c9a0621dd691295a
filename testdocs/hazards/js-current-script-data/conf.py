"""A script reads attributes of its own tag."""

project = "js-current-script-data"
extensions = ["sphinx_compress"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_js_files = [
    "first.js",
    ("tabs.js", {"data-mode": "wide", "data-user-name": 'é & "ë"'}),
    ("init.js", {"init": ""}),
    "last.js",
]
