"""A sheet is switched off by its tag, and a script knows."""

html_css_files = ["one.css", ("off.css", {"disabled": "disabled"}), "two.css"]
