"""The scripts among the static files of a site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from ..bundle.store import Store
from ..core.types import STATIC
from .index import Index


def static_scripts(static: Path, store: Store, index: Index) -> Iterator[str]:
    """Yield the site-relative URLs of all scripts of a site but bundles.

    :param static: the directory of its static files.
    """
    bundles = set[Path]()
    if index.output_dir:
        # If it was another directory, they are removed when no page has them any more.
        before = Store(static / index.output_dir)
        bundles = {before.directory / name for name in before.names()}
    for path in sorted(set(static.rglob("*")) - bundles):
        if path.suffix in {".js", ".mjs"} and not path.is_relative_to(store.directory):
            yield STATIC + quote(path.relative_to(static).as_posix())
