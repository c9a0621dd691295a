"""Scripts look tags up by parts of their src."""

html_js_files = ["first.js", "finder.js", "other.js"]
