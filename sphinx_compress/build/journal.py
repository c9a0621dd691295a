"""What each process that writes pages notes of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

from ..bundle.result import Result
from ..page.region import Region
from .index import html_id

#: Quicker than `dumps`, which looks at its options each time.
_json = json.JSONEncoder().encode


class Journal:
    """Appends to the shards of this build; safe to be used after a fork.

    Within ``with journal:``, what is recorded is written at once at the end.  That is for
    what is over before its page is written; a process that is killed in it has lost nothing
    that a page holds.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._process: int | None = None
        self._descriptor = -1
        self._depth = 0
        #: What is not written yet: lines, and the uses of one page with this prefix.
        self._lines: list[str] = []
        self._uses: list[str] = []
        self._user = ("", "")

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._uses or self._lines:
            self._write()

    def begin(self, page: str) -> None:
        """Record that *page* is rendered anew."""
        self._append(f'["page", {_json(page)}]')

    def define(self, region: Region, result: Result, place: tuple[str, int]) -> str:
        """Record a region and its HTML, and return what :meth:`use` takes for them."""
        use = region.id, html_id(result.html)
        marks = region.kind, region.mode, region.name
        others = region.nodelist, *place, region.implicit, region.late
        self._append(_json(["region", use[0], *marks, *others]))
        self._append(_json(["html", use[1], result.html]))
        return _json(use)

    def use(self, page: str, prefix: str, use: str) -> None:
        """Record that *page* uses a region that was defined in this process or its parent."""
        user = page, prefix
        if user != self._user:
            self._close_uses()
            self._user = user
        self._uses.append(use)
        if not self._depth:
            self._write()

    def ask(self, page: str, script: str) -> None:
        """Record that *page* has a script, in no region, that may ask for tags of the page."""
        self._append(_json(["ask", page, script]))

    def close(self) -> None:
        """Close this process's shard."""
        if self._process == os.getpid():
            os.close(self._descriptor)
            self._process = None

    def _append(self, line: str) -> None:
        self._lines.append(line)
        if not self._depth:
            self._write()

    def _close_uses(self) -> None:
        if self._uses:
            page, prefix = self._user
            line = f'["use", {_json(page)}, {_json(prefix)}, {", ".join(self._uses)}]'
            self._lines.append(line)
            self._uses.clear()

    def _write(self) -> None:
        process = os.getpid()
        if process != self._process:
            self._directory.mkdir(parents=True, exist_ok=True)
            path = self._directory / f"{process}.jsonl"
            # By a descriptor, since a buffer would be lost with a killed process.
            self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            self._process = process
        self._close_uses()
        self._lines.append("")
        data = "\n".join(self._lines).encode()
        self._lines.clear()
        os.write(self._descriptor, data)
