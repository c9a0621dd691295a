"""A Sphinx extension: what a theme needs that no option of ``sphinx-build`` can say."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config


def setup(app: Sphinx) -> dict[str, bool]:
    """Say it."""
    # MathJax is to be on a page without formulas, too.
    app.set_html_assets_policy("always")
    app.connect("config-inited", _without_fonts, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _without_fonts(app: Sphinx, config: Config) -> None:
    if config.html_theme == "sphinx_immaterial":
        # It would fetch them from a server.
        config.html_theme_options["font"] = False
