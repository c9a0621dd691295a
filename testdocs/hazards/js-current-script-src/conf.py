"""Scripts compute from the URL of their tag where their other files are."""

project = "js-current-script-src"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_js_files = ["lib/deep/base.js", "lib/webpack.js", "last.js"]
