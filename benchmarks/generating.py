"""What it takes to make all bundles of a theme, beside other bundlers of the same files.

Each begins with nothing in its caches, but with its modules imported.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sphinx_compress.core.urls import without_checksum
from sphinx_compress.page.region import DEFAULT_NAME, Region, mark
from sphinx_compress.page.scan import Scanner

from . import peers
from .readers.sites import PAGE, STOCK, built
from .series import ratios, spread
from .site import Build

OURS: Final = "ours"
_PREFIX: Final = "../" * PAGE.count("/")


@dataclass(frozen=True, slots=True)
class Found:
    """A region of a theme."""

    region: Region
    #: The files in it, below ``_static/``.
    files: tuple[str, ...]


def regions(site: Path) -> list[Found]:
    """The regions of the sample page of a built site, with the files that all tools know."""
    html = (site / PAGE).read_text(encoding="utf-8")
    found = []
    for run in Scanner().scan(html, page=PAGE.removesuffix(".html")):
        if run.kind not in {"css", "js"}:
            continue
        tags, files = [], []
        for piece in run.run.pieces:
            url = without_checksum(piece.url)
            path = url.removeprefix(f"{_PREFIX}_static/")
            if piece.name and path != url and (site / "_static" / path).is_file():
                tags.append(piece.text.replace(piece.url, url))
                files.append(path)
        if files:
            text = mark("\n".join(tags), _PREFIX)
            region = Region(run.kind, "file", DEFAULT_NAME, text, implicit=True, late=run.late)
            found.append(Found(region, tuple(files)))
    return found


Way = Callable[[Path, Sequence[Found], Path], int]


def _ours(static: Path, found: Sequence[Found], scratch: Path) -> int:
    build = Build(scratch, set(), static=static)
    results = [build.compressor.compress(one.region) for one in found]
    build.end()
    # What goes into no bundle is loaded as it was.
    original = _size(static / path for one in found for path in one.files)
    return original + sum(after - before for before, after in (one.sizes for one in results))


def _django_compressor(static: Path, found: Sequence[Found], scratch: Path) -> int:
    out = static / "CACHE"
    shutil.rmtree(out, ignore_errors=True)
    for one in found:
        text = one.region.nodelist
        peers.render(peers.template(mark_back(text), one.region.kind))
    size = _size(path for path in out.rglob("*") if path.is_file())
    peers.forget()
    shutil.rmtree(out)
    return size


def mark_back(text: str) -> str:
    """A region's text as it stands on a page of Django Compressor's."""
    from sphinx_compress.page.region import unmark

    return unmark(text, peers.STATIC_URL.removesuffix("_static/"))


def _webassets(static: Path, found: Sequence[Found], scratch: Path) -> int:
    from webassets import Bundle, Environment

    environment = Environment(str(static), "/_static", cache=False, manifest=False)
    out = []
    for number, one in enumerate(found):
        kind = one.region.kind
        # With csscompressor, it comes to no end for pydata_sphinx_theme.
        filters = ["cssrewrite", "rcssmin"] if kind == "css" else ["rjsmin"]
        # Below the directory, since URLs are rewritten for it.
        path = static / f"webassets-{number}.{kind}"
        bundle = Bundle(*one.files, filters=filters, output=path.name, env=environment)
        bundle.build(force=True, disable_cache=True)
        out.append(path)
    size = _size(out)
    for path in out:
        path.unlink()
    return size


def _sphinx_minify(static: Path, found: Sequence[Found], scratch: Path) -> int:
    from sphinx_minify.sphinx_minify import minify_file

    out = []
    for number, path in enumerate(path for one in found for path in one.files):
        target = scratch / f"{number}{Path(path).suffix}"
        minify_file(str(static / path), str(target))
        out.append(target)
    return _size(out)


WAYS: Final[dict[str, Way]] = {
    OURS: _ours,
    "Django Compressor": _django_compressor,
    "webassets": _webassets,
    "sphinx-minify": _sphinx_minify,
}


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


@dataclass(slots=True)
class Made:
    """What a way came to with the files of a theme."""

    seconds: list[float]
    #: Bytes of what was made.
    size: int
    #: And of what it was made from.
    original: int


def measure(sites: Path, themes: Sequence[str], rounds: int) -> dict[tuple[str, str], Made]:
    """Theme and way → what it came to.

    :param sites: see :func:`benchmarks.readers.sites.built`.
    """
    made: dict[tuple[str, str], Made] = {}
    with tempfile.TemporaryDirectory() as name:
        static = Path(name, "_static")
        peers.set_up(static)
        for theme in themes:
            site = built(sites, STOCK, theme)
            shutil.rmtree(static, ignore_errors=True)
            shutil.copytree(site / "_static", static)
            found = regions(site)
            original = _size(static / path for one in found for path in one.files)
            # The first round is for what is imported or compiled but once.
            for number in range(rounds + 1):
                for way, make in WAYS.items():
                    scratch = Path(name, "scratch")
                    scratch.mkdir()
                    start = time.process_time()
                    size = make(static, found, scratch)
                    spent = time.process_time() - start
                    shutil.rmtree(scratch)
                    one = made.setdefault((theme, way), Made([], size, original))
                    if number:
                        one.seconds.append(spent)
            print(f"{theme}: {len(found)} regions", file=sys.stderr, flush=True)
    return made


HEADER: Final = ("Theme", "Bundler", "ms", "Times ours", "Bytes")


def rows(made: dict[tuple[str, str], Made]) -> list[list[str]]:
    """One row for each theme and way."""
    return [
        [
            theme,
            way,
            f"{spread([1000 * second for second in one.seconds]):.0f}",
            f"{ratios(made[theme, OURS].seconds, one.seconds):.2f}" if way != OURS else "1",
            f"{one.original:,} → {one.size:,}",
        ]
        for (theme, way), one in made.items()
    ]


TOLD: Final = (
    "Processor time for the regions of one page, with empty caches. Ours and Django Compressor"
    " use csscompressor and rjsmin, the others rcssmin and rjsmin; sphinx-minify joins nothing."
    " Only ours shows of each text that its meaning has not changed, and finds out what may be"
    " joined. Bytes are those of all style sheets and scripts of the page."
)
