"""Scripts declare names that others have declared before them: they must throw, and no other."""

project = "js-declared-twice"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["a.js", "b.js", "c.js", "d.js", "e.js", "f.js", "g.js"]
