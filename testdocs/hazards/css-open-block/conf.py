"""A sheet leaves blocks open at its end."""

html_css_files = ["one.css", "two.css"]
