"""Facts → the page that people read: one file, which asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .facts import Facts
from .treemap import Box, squarified

_NOTHING: Final = "\N{EN DASH}"

#: The most bundles in the treemap: boxes that are smaller can't be read.
_MOST_BOXES: Final = 40

#: Milliseconds between two marks of a time line, and how many marks it has at the most.
_STEPS: Final = (100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 60_000)
_MOST_TICKS: Final = 9

#: Width and height of the treemap, of which only the proportion counts.
_TREEMAP: Final = Box(0, 0, 160, 90)


def html_of(facts: Facts, steps: Mapping[str, str] | None = None) -> str:
    """Return the report that says these *facts*.

    :param steps: what the steps of the build took, if that is known.
    """
    # Sphinx has it imported by the end of a build.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__ or ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"kb": kilobytes, "seconds": seconds, "change": change}
    template = environment.get_template("report.html")
    drawn = _drawn(facts["bundles"])
    boxes = _boxes(drawn[:_MOST_BOXES])
    return template.render(
        facts, boxes=list(boxes), hidden=len(drawn[_MOST_BOXES:]), ticks=_ticks(facts), steps=steps
    )


def kilobytes(size: float | None) -> str:
    """Return a number of bytes as people read it.

    >>> kilobytes(186_944), kilobytes(63)
    ('186.9 kB', '0.1 kB')
    """
    return _NOTHING if size is None else f"{size / 1000:,.1f} kB"


def seconds(milliseconds: float) -> str:
    """Return a time as people read it.

    >>> seconds(722)
    '0.72 s'
    """
    return f"{milliseconds / 1000:.2f} s"


def change(before: float | None, after: float | None) -> str:
    """Return by how much a number has changed.

    >>> change(100, 107), change(3, 3)
    ('+7 %', '±0 %')
    """
    if not before or after is None:
        return _NOTHING
    percent = round((after - before) / before * 100)
    sign = "\N{MINUS SIGN}" if percent < 0 else "+" if percent else "±"
    return f"{sign}{abs(percent)} %"


def _ticks(facts: Facts) -> dict[str, list[int]]:
    """Return where the time lines of the waterfalls have a mark, in milliseconds, and end."""
    falls = facts["typical"]["waterfall"].values() if facts["typical"] else ()
    end = max((fall["done"] for fall in falls), default=1)
    step = next((step for step in _STEPS if end / step < _MOST_TICKS), end)
    return {"marks": [*range(0, end, step)], "end": [end]}


def _drawn(bundles: list[Facts]) -> list[Facts]:
    """Return the bundles that the treemap may have, the largest first."""
    found = [each for each in bundles if any(source["bytes"] for source in each["sources"])]
    return sorted(found, key=lambda each: (-each["bytes"], each["file"]))


def _boxes(bundles: list[Facts]) -> Iterator[dict[str, Any]]:
    """Yield the boxes of the treemap: the bundles, and in each the sources that have a size."""
    outer = squarified([bundle["bytes"] for bundle in bundles], _TREEMAP)
    for bundle, box in zip(bundles, outer, strict=True):
        sources = sorted(
            (each for each in bundle["sources"] if each["bytes"]),
            key=lambda each: (-each["bytes"], each["tag"]),
        )
        inner = Box(0, 0, box.width, box.height)
        cut = squarified([each["bytes"] for each in sources], inner)
        yield {
            "bundle": bundle,
            "place": _share(box, _TREEMAP),
            "sources": [
                {"source": each, "place": _share(part, inner)}
                for each, part in zip(sources, cut, strict=True)
            ],
        }


def _share(box: Box, whole: Box) -> str:
    """Return where *box* is in *whole*, for the attribute ``style``."""
    shares = {"left": box.x / whole.width, "top": box.y / whole.height}
    shares |= {"width": box.width / whole.width, "height": box.height / whole.height}
    return ";".join(f"{name}:{share * 100:.3f}%" for name, share in shares.items())
