"""A tag says how to ask other origins, and the script looks."""

html_js_files = [
    "first.js",
    ("second.js", {"crossorigin": "anonymous"}),
    ("third.js", {"referrerpolicy": "origin", "fetchpriority": "low"}),
]
