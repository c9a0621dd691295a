"""The scripts among the static files of a site, and in those that are pages of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from ..bundle.store import Store
from ..core.types import STATIC
from ..page.loose_scripts import loose_scripts
from ..page.patterns import places_of
from .index import Index

_PAGES = re.compile(r".+\.(?:html?|svg|xhtml)", re.IGNORECASE | re.DOTALL)
_SCRIPTS = re.compile(r".+\.m?js", re.DOTALL)
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
    for parts in _files(static, _SCRIPTS):
        path = static.joinpath(*parts)
        if path not in bundles and not path.is_relative_to(store.directory):
            yield STATIC + quote("/".join(parts))


def scripts_of_frames(static: Path) -> Iterator[str]:
    """Yield the scripts of the HTML files of a site that may look at the page which shows them.

    :param static: the directory of its static files.
    """
    for parts in _files(static, _PAGES):
        html = static.joinpath(*parts).read_text(encoding="utf-8", errors="replace")
        found = loose_scripts(html, (), list(places_of(html, "<script")))
        scripts = [each for each in found if each.startswith("<script")]
        yield from scripts if any(map(_AROUND.search, scripts)) else ()


def _files(directory: Path, pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    """Return the paths of the files with names that fit, in parts, in order.

    `Path.rglob` takes several times as long.
    """
    found: list[tuple[str, ...]] = []
    for folder, _, names in os.walk(directory):
        if fitting := [name for name in names if pattern.fullmatch(name)]:
            parts = Path(folder).relative_to(directory).parts
            found += ((*parts, name) for name in fitting)
    return sorted(found)
