"""A later script defines a function anew that an earlier one has called."""

html_js_files = ["a.js", "b.js"]
