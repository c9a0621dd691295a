"""A theme that marks no regions, and an extension that adds files to some pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "any"
extensions = ["sphinx_compress"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["one.css", "dark.css"]
html_js_files = ["one.js", ("own.js", {"data-name": "own"}), "two.js"]
# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000


def add_files(app: Sphinx, page: str, template: str, context: dict[str, Any], *_: Any) -> None:
    """Add what only pages with formulas need, in front of the project's own files."""
    if page.startswith("formula"):
        app.add_css_file("math.css")
        app.add_js_file("math.js")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_files)
