"""A sheet leaves a comment open at its end."""

html_css_files = ["one.css", "two.css"]
