"""A sheet uses a URL that another one in another folder gave a name."""

project = "css-variable-url"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["vars/vars.css", "use/use.css"]
html_js_files = ["ask.js"]
