"""A sheet leaves a string open at its end."""

html_css_files = ["one.css", "two.css"]
