"""Scripts compute from the URL of their tag where their other files are."""

html_js_files = ["lib/deep/base.js", "lib/webpack.js", "last.js"]
