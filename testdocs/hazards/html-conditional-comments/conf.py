"""Comments that only old browsers read stand between tags."""

html_css_files = ["new.css"]
