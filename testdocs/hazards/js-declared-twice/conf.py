"""Scripts declare names that others have declared before them: they must throw, and no other."""

html_js_files = ["a.js", "b.js", "c.js", "d.js", "e.js", "f.js", "g.js"]
