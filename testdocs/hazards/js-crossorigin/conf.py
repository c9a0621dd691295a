"""A tag says how to ask other origins, and the script looks."""

project = "js-crossorigin"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = [
    "first.js",
    ("second.js", {"crossorigin": "anonymous"}),
    ("third.js", {"referrerpolicy": "origin", "fetchpriority": "low"}),
]
