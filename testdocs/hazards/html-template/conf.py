"""What stands in a template has no effect as yet."""

html_css_files = ["one.css"]
