"""A sheet leaves a URL open at its end."""

html_css_files = ["one.css", "two.css"]
