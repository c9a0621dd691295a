"""Messages on the console stand in order with errors."""

html_js_files = ["a.js", "b.js", "c.js", "d.js", "e.js"]
