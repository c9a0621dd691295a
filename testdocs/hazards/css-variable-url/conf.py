"""A sheet uses a URL that another one in another folder gave a name."""

html_css_files = ["vars/vars.css", "use/use.css"]
html_js_files = ["ask.js"]
