"""Scripts are not in UTF-8; the tag of one says in what they are."""

html_js_files = ["a.js", ("b.js", {"charset": "iso-8859-1"}), "c.js"]
