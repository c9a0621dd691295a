"""Running one filter on one text."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_compress.core.errors import SourceNotFound
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters.base import Filter, FilterContext

PROBES = Path(__file__).parent / "probes"
OBSERVE = Path(__file__).parent / "node" / "observe.js"


@dataclass(frozen=True)
class Filtered:
    """What a filter made of a text, and what it had to say."""

    text: str
    problems: list[Problem]
    #: URLs of the files that it put into the text.
    inlined: list[str] = field(default_factory=list)


def run(
    filter_: Filter,
    text: str,
    kind: Kind,
    *,
    source: str | None = "_static/css/a.css",
    base: str | None = "_static/css",
    target: str | None = "_static/compress/css",
    files: Mapping[str, str | bytes] | None = None,
    options: Mapping[str, object] | None = None,
    mime_type: str = "",
    directory: Path = Path(),
) -> Filtered:
    """Apply a filter as the compressor does.

    :param files: by URL, all that there are beside the text.
    """
    problems: list[Problem] = []
    inlined: list[str] = []

    def read(url: str) -> bytes:
        content = (files or {}).get(url)
        if content is None:
            raise SourceNotFound(f"{url} was not found")
        return content.encode() if isinstance(content, str) else content

    context = FilterContext(
        kind,
        source,
        base,
        target,
        read,
        problems.append,
        options=options or {},
        type=mime_type,
        inlined=inlined.append,
        directory=directory,
    )
    return Filtered(filter_(text, context), problems, inlined)


def observed(scripts: list[str]) -> list[dict[str, object]]:
    """Run each script as a classic one in Node.js, and say what it left behind.

    :returns: for each, what it threw (``error``), the ``names`` that other
        scripts see, and what it left ``R`` to be, as JSON (``result``).
    """
    done = subprocess.run(
        ["node", OBSERVE], input=json.dumps(scripts), capture_output=True, text=True, check=True
    )
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def read(path: Path) -> str:
    """The text of a probe with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def executable(path: Path, code: str, mode: int = 0o755) -> Path:
    """Write a program that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code)
    path.chmod(mode)
    return path
