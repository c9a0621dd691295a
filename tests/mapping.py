"""Source maps of built sites, read by Mozilla's library."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_compress.core.map_comments import map_url
from sphinx_compress.core.positions import Positions
from sphinx_compress.core.types import Kind
from sphinx_compress.css.tokens import LAYOUT, normalize, tokenize
from sphinx_compress.js.leaves import leaves


class Place(NamedTuple):
    """A place in a source."""

    source: str | None
    line: int
    column: int


@dataclass(frozen=True)
class Mapped:
    """A text that has a source map."""

    #: The bundle that it is, or that it is a part of.
    file: Path
    kind: Kind
    text: str
    map_file: Path

    @property
    def map(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.map_file.read_text("utf-8"))
        return found

    def tokens(self) -> list[tuple[str, tuple[int, int]]]:
        """Return all tokens, with their places."""
        return tokens_of(self.text, self.kind)


def tokens_of(text: str, kind: Kind) -> list[tuple[str, tuple[int, int]]]:
    """Return the tokens of a text, with the line and column of each."""
    text = normalize(text) if kind == "css" else text
    places = Positions(text, kind)
    if kind == "js":
        found = leaves(text)
        return [
            (leaf.text.decode("utf-8", "surrogatepass"), places.at(leaf.start)) for leaf in found
        ]
    tokens = tokenize(text)
    return [
        (tokens.between(at, at + 1), places.at(tokens.starts[at]))
        for at, word in enumerate(tokens.words)
        if word.type not in LAYOUT
    ]


def mapped_texts(bundles: Path) -> Iterator[Mapped]:
    """Yield each text of a site that has a map, be it a bundle or a script that one runs."""
    for file in sorted(bundles.glob("css/*.css")) + sorted(bundles.glob("js/*.js")):
        kind: Kind = "css" if file.suffix == ".css" else "js"
        text = file.read_bytes().decode().removeprefix("\ufeff")
        if url := map_url(text):
            yield Mapped(file, kind, text, file.parent / url)
        elif "})([\n" in text:
            for script, url in parts_of(text):
                if url:
                    yield Mapped(file, kind, script, file.parent / url)


def parts_of(loader: str) -> list[tuple[str, str]]:
    """Return the scripts that a bundle runs, with the URLs of their maps."""
    program = (
        "const text = require('fs').readFileSync(0, 'utf-8');"
        "const parts = eval(text.slice(text.indexOf('})([\\n') + 3).replace(/\\)\\s*$/, ''));"
        "process.stdout.write(JSON.stringify(parts.map(p => [p[0], p[3] || ''])))"
    )
    done = subprocess.run(
        ["node", "-e", program], input=loader, capture_output=True, text=True, check=True
    )
    return [(str(text), str(url)) for text, url in json.loads(done.stdout)]


def resolved(
    node: Path, jobs: Sequence[tuple[dict[str, Any], Sequence[tuple[int, int]]]]
) -> list[list[Place]]:
    """Return from where positions come, for each map.

    :param node: the directory with the library.
    """
    done = subprocess.run(
        ["node", node / "resolve.js"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[Place(*place) for place in places] for places in json.loads(done.stdout)]
