"""The scripts among the static files of a site, and in those that are pages of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from ..bundle.store import Store
from ..core.types import STATIC
from ..page.loose_scripts import loose_scripts
from ..page.patterns import places_of
from .index import Index

_PAGES = frozenset({".htm", ".html", ".svg", ".xhtml"})
#: What a script has that looks at the page around its own, or at the one that opened it.
_AROUND = re.compile(r"\b(?:frameElement|opener|parent|top)\b(?!\s*:)")


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


def scripts_of_frames(static: Path) -> Iterator[str]:
    """Yield the scripts of the HTML files of a site that may look at the page which shows them.

    :param static: the directory of its static files.
    """
    for path in sorted(static.rglob("*")):
        if path.suffix.lower() not in _PAGES:
            continue
        html = path.read_text(encoding="utf-8", errors="replace")
        found = loose_scripts(html, (), list(places_of(html, "<script")))
        scripts = [each for each in found if each.startswith("<script")]
        yield from scripts if any(map(_AROUND.search, scripts)) else ()
