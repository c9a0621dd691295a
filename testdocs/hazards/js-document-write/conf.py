"""Scripts write tags into the page, and those behind count on them."""

html_js_files = ["fallback.js", "uses.js"]
