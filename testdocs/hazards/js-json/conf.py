"""Data stands between the scripts that read it."""

html_js_files = ["first.js"]
