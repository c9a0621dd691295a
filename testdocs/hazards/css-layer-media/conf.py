"""A sheet that is for print only names layers in another order."""

project = "css-layer-media"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = [("order.css", {"media": "print"}), "one.css", "two.css"]
