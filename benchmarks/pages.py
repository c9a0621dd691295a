"""Synthetic sites: pages as a theme would make them, with as many distinct regions as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FILES: Final = 4

#: Characters of a document; about the median of Django's.
_BODY: Final = 20_000

_PARAGRAPH: Final = (
    '<p>The <a class="reference internal" href="#{}"><span class="std std-ref">word</span></a> of'
    " a manual, repeated <em>until</em> there is a page of it.</p>\n"
)
_PARAGRAPHS: Final = _BODY // len(_PARAGRAPH)
#: Every second link is one that no other page has, as in Django's documentation.
_SHARED: Final = 2


def write_static(static: Path, kinds: int) -> None:
    """Write the style sheets and scripts of a site whose pages are of so many kinds."""
    static.mkdir(parents=True, exist_ok=True)
    for kind in range(kinds):
        for number in range(_FILES):
            name = f"k{kind}n{number}"
            (static / f"{name}.css").write_text(
                "".join(f".{name} .r{rule} {{\n  margin: {rule}px 0;\n}}\n" for rule in range(40))
            )
            (static / f"{name}.js").write_text(
                "".join(
                    f"function {name}_{one}(value) {{\n  return value + {one};\n}}\n"
                    for one in range(40)
                )
            )


def css_region(kind: int, prefix: str) -> str:
    """The style sheets of a page."""
    return "\n".join(
        f'<link rel="stylesheet" href="{prefix}_static/k{kind}n{number}.css?v=1f" />'
        for number in range(_FILES)
    )


def js_region(kind: int, prefix: str) -> str:
    """The scripts of a page."""
    return "\n".join(
        f'<script src="{prefix}_static/k{kind}n{number}.js?v=1f"></script>'
        for number in range(_FILES)
    )


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page before it is finished."""

    name: str
    prefix: str
    html: str


class Pages:
    """The pages of a site; each kind has two regions of its own."""

    def __init__(self, kinds: int) -> None:
        self._kinds = kinds

    def page(self, number: int) -> Rendered:
        """One page; they lie up to two folders deep."""
        folders = ("", "part/", "part/chapter/")
        depth = number % len(folders)
        prefix = "../" * depth
        kind = number % self._kinds
        body = "".join(
            _PARAGRAPH.format(f"x{each}-{number if each % _SHARED else ''}")
            for each in range(_PARAGRAPHS)
        )
        html = (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
            f"<title>Page {number}</title>\n{css_region(kind, prefix)}\n"
            f"{js_region(kind, prefix)}\n"
            f'<link rel="index" title="Index" href="{prefix}genindex.html" />\n</head><body>\n'
            f'<div class="document">\n{body}</div>\n</body>\n</html>\n'
        )
        return Rendered(f"{folders[depth]}p{number}", prefix, html)
