"""Nodelist hash to HTML: written, looked up, explained."""
