"""A promise of one script takes many steps, all of which are done before the next one runs."""

html_js_files = ["a.js", "b.js"]
