"""Nothing here minds being joined; the theme's own scripts stand before."""

html_css_files = ["one.css", "two.css"]
html_js_files = ["one.js", "two.js"]
