"""Inline scripts hold what looks like ends of the head and the body."""

html_js_files = ["one.js"]
