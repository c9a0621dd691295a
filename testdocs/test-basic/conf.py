project = "basic"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "basic"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["css/one.css", "css/two.css"]
html_js_files = ["one.js", "two.js"]
# Its layout marks all that is to be compressed.
compress_implicit = False

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
