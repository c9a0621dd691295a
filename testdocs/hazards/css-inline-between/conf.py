"""Inline sheets stand between files: order and weight decide, and their URLs are the page's."""
