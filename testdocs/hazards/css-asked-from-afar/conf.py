"""Sheets are switched by attributes of the page, by modules and by files that scripts load."""

project = "css-asked-from-afar"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["one.css", "night.css", "late.css", "extra.css", "two.css"]
html_js_files = ["first.js", "loader.js"]
