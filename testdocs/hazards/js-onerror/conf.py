"""A handler counts the errors of the scripts behind it."""

html_js_files = ["handler.js", "one.js", "two.js", "three.js", "broken.js", "four.js"]
