"""Scripts ask for names that later ones declare."""

html_js_files = ["a.js", "b.js"]
