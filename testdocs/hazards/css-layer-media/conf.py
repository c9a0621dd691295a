"""A sheet that is for print only names layers in another order."""

html_css_files = [("order.css", {"media": "print"}), "one.css", "two.css"]
