"""Served with a policy that forbids inline sheets."""

html_css_files = ["one.css"]
