"""On pages in Latin-1, a script in UTF-8 says so by its first bytes."""

html_js_files = ["a.js", "b.js", "c.js", "d.js"]
html_output_encoding = "iso-8859-1"
