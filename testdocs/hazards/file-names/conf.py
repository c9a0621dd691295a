"""The names of files have letters that URLs write in another way."""

html_css_files = ["übung.css", "two words/sheet (1).css"]
