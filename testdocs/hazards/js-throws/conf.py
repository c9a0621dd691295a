"""Scripts throw, and those behind them run nevertheless."""

html_js_files = ["a.js", "b.js", "c.js", "d.js"]
