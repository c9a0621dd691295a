"""A small theme that is shipped with its bundles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_compress

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).parent
BUNDLES = HERE / "compress"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme, and its bundles if it has any."""
    # First: the layout has a tag that Jinja does not know without it.
    app.setup_extension("sphinx_compress")
    app.add_html_theme("lantern", HERE / "theme")
    # Not there yet when the bundles are made.
    if BUNDLES.is_dir():
        sphinx_compress.add_offline_manifest(app, BUNDLES)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
