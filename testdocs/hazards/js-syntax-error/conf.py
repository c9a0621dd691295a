"""Scripts that no browser can parse stand between others."""

html_js_files = [
    "a.js",
    "bad.js",
    "returns.js",
    "awaits.js",
    "b.js",
    "open.js",
    "close.js",
    "early.js",
]
