"""Asynchronous scripts wait for nobody, and know what they are."""

html_js_files = ["b1.js", ("a1.js", {"loading_method": "async"}), ("a2.js", {"async": "async"})]
