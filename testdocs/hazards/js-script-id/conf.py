"""A script asks for the tag of another by its id."""

html_js_files = [("options.js", {"id": "options", "data-language": "de"}), "reader.js", "global.js"]
