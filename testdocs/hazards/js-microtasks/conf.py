"""Promises that one script starts are done before the next one runs."""

html_js_files = ["a.js", "b.js", "c.js", "d.js"]
