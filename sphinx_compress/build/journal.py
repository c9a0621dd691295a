"""Journals: what the processes of a build write down of its pages, and how it is read.

Each process appends lines to a file of its own, since its memory is lost when it ends.  A line
is a JSON list whose first item says what it tells: ``page``, ``region``, ``html``, ``use``,
``script`` or ``names``.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..bundle.result import Result
from ..core.serialization import read_json_or
from .index import Index, Page, PlacedRegion, RegionUse, id_of_html, read_uses

#: Quicker than `dumps`, which looks at its options each time.
_json = json.JSONEncoder().encode


class Journal:
    """Appends to the journal of the current process; safe to be used after a fork.

    Within ``with journal:``, all lines are written together at the end.  Use it for what is over
    before its page is written: a process that is killed in it then loses nothing that a page
    holds.

    :param directory: holds the journals of one build.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._process: int | None = None
        self._descriptor = -1
        self._depth = 0
        #: What is not written yet: lines, and the uses of one page with its prefix.
        self._lines: list[str] = []
        self._uses: list[str] = []
        self._page = ("", "")
        #: What the names of pages are compared with: those of the first page of this process.
        self._first_names: frozenset[str] | None = None

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._uses or self._lines:
            self._write()

    def begin_page(self, page: str) -> None:
        """Write down that *page* is rendered anew."""
        # Lines of uses that are not written yet belong to what was rendered before.
        self._end_line_of_uses()
        self._append(f'["page", {_json(page)}]')

    def define(self, placed: PlacedRegion, result: Result) -> str:
        """Write down a region and its HTML; return what :meth:`use` takes for both."""
        use = RegionUse(placed.region.id, id_of_html(result.html))
        self._append(_json(["region", use.region_id, *placed.to_list()]))
        self._append(_json(["html", use.html_id, result.html]))
        return _json(use)

    def use(self, page: str, prefix: str, use: str) -> None:
        """Write down that *page* uses a region that this process or its parent has defined."""
        if (page, prefix) != self._page:
            self._end_line_of_uses()
            self._page = page, prefix
        self._uses.append(use)
        if not self._depth:
            self._write()

    def add_script(self, page: str, script: str) -> None:
        """Write down a script of *page*, outside of all regions, that may refer to its tags."""
        self._append(_json(["script", page, script]))

    def add_names(self, page: str, names: frozenset[str]) -> None:
        """Write down the names that the elements of *page* have."""
        self._open()
        if self._first_names is None:
            self._first_names = frozenset()
        more, fewer = names - self._first_names, self._first_names - names
        self._append(_json(["names", page, sorted(more), sorted(fewer)]))
        self._first_names = self._first_names or names

    def close(self) -> None:
        """Close the file of this process."""
        if self._process == os.getpid():
            os.close(self._descriptor)
            self._process = None

    def _append(self, line: str) -> None:
        self._lines.append(line)
        if not self._depth:
            self._write()

    def _end_line_of_uses(self) -> None:
        if self._uses:
            page, prefix = self._page
            line = f'["use", {_json(page)}, {_json(prefix)}, {", ".join(self._uses)}]'
            self._lines.append(line)
            self._uses.clear()

    def _open(self) -> None:
        process = os.getpid()
        if process != self._process:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"{process}.jsonl"
            # By a descriptor, since a buffer would be lost with a killed process.
            self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            self._process = process
            # Those of a parent are in another file.
            self._first_names = None

    def _write(self) -> None:
        self._open()
        self._end_line_of_uses()
        self._lines.append("")
        data = "\n".join(self._lines).encode()
        self._lines.clear()
        os.write(self._descriptor, data)


def read_journals(directory: Path) -> Index:
    """Return what the journals of one build tell, as far as their lines are whole."""
    index = Index()
    for path in _files(directory):
        rendered: set[str] = set()
        first: frozenset[str] = frozenset()
        for line in _lines(path):
            with contextlib.suppress(ValueError, TypeError, OverflowError):
                if line[:1] == ["names"]:
                    names = _add_names(index, line, rendered, first)
                    first = first or names
                else:
                    _add_line(index, line, rendered)
    return index


def last_pages(directory: Path) -> Iterator[str]:
    """Yield the page that each process of one build began last."""
    for path in _files(directory):
        pages = [line[1] for line in _lines(path) if line[:1] == ["page"] and len(line) == 2]
        yield from map(str, pages[-1:])


def _add_line(index: Index, line: list[Any], rendered: set[str]) -> None:
    """Add what one line of a journal tells to *index*; nothing if it is no line of ours.

    :param rendered: the pages of the lines before this one; changed in place.
    :raises ValueError, TypeError, OverflowError: if it is none of ours, but looks like one.
    """
    match line:
        case ["page", str(name)]:
            index.pages[name] = Page("")
        case ["use", str(name), str(prefix), *pairs]:
            page = _page(index, name, rendered)
            uses = (*page.uses, *read_uses(pairs))
            # Not by `replace`, which takes longer than all else here.
            index.pages[name] = Page(prefix, uses, scripts=page.scripts, names=page.names)
        case ["script", str(name), str(script)]:
            page = _page(index, name, rendered)
            index.pages[name] = replace(page, scripts=(*page.scripts, script))
        case ["region", str(region_id), *values]:
            placed = PlacedRegion.from_list(values)
            known = index.regions.setdefault(region_id, placed)
            if placed.place < known.place:
                index.regions[region_id] = placed
        case ["html", str(html_id), str(html)]:
            index.htmls[html_id] = html


def _add_names(
    index: Index, line: list[Any], rendered: set[str], first: frozenset[str]
) -> frozenset[str]:
    """Add the names of a page to *index*; return them.

    :param first: those of the first page of its process.
    :raises ValueError, TypeError: if the line is none of ours.
    """
    _, name, more, fewer = line
    page = _page(index, str(name), rendered)
    names = first.difference(map(str, fewer)).union(map(str, more))
    index.pages[str(name)] = replace(page, names=names)
    return names


def _page(index: Index, name: str, rendered: set[str]) -> Page:
    """Return what is known of a page that this process renders: nothing, if it begins now."""
    known = index.pages[name] if name in rendered else Page("")
    rendered.add(name)
    return known


def _files(directory: Path) -> list[Path]:
    """Return the journals of one build, in order.

    Not by `Path.glob`, which raises in Python 3.11 where the directory goes while it looks.
    """
    try:
        files = sorted(directory.iterdir())
    except FileNotFoundError:
        # Another build that ends right now has merged them.
        return []
    return [path for path in files if path.suffix == ".jsonl"]


def _lines(path: Path) -> Iterator[list[Any]]:
    """Yield the lines of one journal that are JSON lists."""
    try:
        data = path.read_bytes()
    except OSError:
        # Another build that ends right now has merged it.
        return
    lines = data.splitlines()
    # All at once takes a third of the time.
    entries: list[Any] | None = read_json_or(None, b"[%b]" % b",".join(lines), list)
    if entries is None:
        # The last line of a process that was killed while it wrote may be torn.
        entries = [read_json_or(None, line, lambda value: value) for line in lines]
    yield from (entry for entry in entries if isinstance(entry, list))
