"""The sites that are compared, and the pages of them that are opened."""

from __future__ import annotations

import posixpath
import sys
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from ...projects import CACHE, PROJECTS, SWITCH, unpacked
from ...running import run
from ...share import FILE
from ..sites import OURS, PAGE, SHOWN, STOCK, THEMES, pairs
from ..walk import PAGES
from .variants import variants

#: The sample project with a theme, or a project that is built as its makers build it.
NAMES: Final = (*THEMES, "django")
DEFAULT: Final = (*SHOWN, "django")

#: How many pages are opened for the sake of each.  A walk is all of them, the others the last one.
VISITS: Final = {"cold": 1, "second": 2, "walk": 20}
STEPS: Final = max(VISITS.values())


class Case(NamedTuple):
    """Sites of the same pages."""

    name: str
    #: Directories; the first is what others are compared with.
    sites: Mapping[str, Path]
    #: Names of pages in the order of a walk, with the suffix.
    pages: Sequence[str]


def case(name: str, directory: Path, others: Iterable[str] = ()) -> Case:
    """One of :data:`NAMES`, built if it is not there yet.

    :param directory: where sites are kept, as ``stock/furo`` and ``ours/furo``.
    :param others: those of :data:`.VARIANTS` that themes have beside these two.
    """
    if name in THEMES:
        (pair,) = pairs(directory, [name])
        # None comes twice: it would be in the cache.
        pages = list(dict.fromkeys([PAGE, *(f"{page}.html" for page in PAGES)]))
        sites = {STOCK: pair.stock, OURS: pair.ours, **variants(directory, name, others)}
        return Case(name, sites, pages[:STEPS])
    page = Path(PROJECTS[name].document).with_suffix(".html").as_posix()
    sites = {which: _built(directory, which, name, page) for which in (STOCK, OURS)}
    return Case(name, sites, follow(sites.values(), page, STEPS))


def _built(directory: Path, which: str, name: str, page: str) -> Path:
    output = directory.resolve() / which / name
    if not (output / page).is_file():
        print(f"building {which}/{name}", file=sys.stderr, flush=True)
        docs = unpacked(name, CACHE)
        doctrees = output.with_name(f".{name}-doctrees")
        output.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
        environment = {SWITCH: "1" if which == OURS else "", FILE: ""}
        log = output.with_name(f".{name}.log")
        run([*command, str(docs), str(output)], environment=environment, log=log)
    return output


def follow(directories: Iterable[Path], page: str, count: int) -> list[str]:
    """The pages that a reader comes to who begins at a page, and tries one link after the other.

    :param directories: of sites; only what is in all of them is a page.
    """
    first, *others = directories
    found = {page: None}
    waiting = deque(found)
    while waiting and len(found) < count:
        name = waiting.popleft()
        for target in links((first / name).read_text(encoding="utf-8"), name):
            is_there = all((each / target).is_file() for each in (first, *others))
            if target not in found and is_there:
                found[target] = None
                waiting.append(target)
    return list(found)[:count]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def links(html: str, name: str) -> list[str]:
    """Names of pages of the same site that a page links to, in their order.

    :param name: of the page.
    """
    parser = _Links()
    parser.feed(html)
    found = []
    for link in parser.found:
        with suppress(ValueError):
            parts = urlsplit(link)
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), unquote(parts.path))
            )
            is_here = not (parts.scheme or parts.netloc or target.startswith(("/", "..")))
            if is_here and target.endswith(".html"):
                found.append(target)
    return found
