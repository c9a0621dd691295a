"""Tags are written in ways that are allowed, but rare."""

html_css_files = ["one.css"]
