"""A theme whose style sheets are written in Sass, and which is shipped with its bundles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx_compress

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme, and its bundles if it has any."""
    app.add_html_theme("shipped_theme", HERE / "theme")
    # `sphinx-build -b compress` made it when the theme was released.
    if (HERE / "compress").is_dir():
        sphinx_compress.add_offline_manifest(app, HERE / "compress")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
