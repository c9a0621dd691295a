"""A script asks for the tag of another by its id."""

project = "js-script-id"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = [("options.js", {"id": "options", "data-language": "de"}), "reader.js", "global.js"]
