"""Sheets are switched by attributes of the page, by modules and by files that scripts load."""

html_css_files = ["one.css", "night.css", "late.css", "extra.css", "two.css"]
html_js_files = ["first.js", "loader.js"]
