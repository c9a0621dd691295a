"""How many files a page asks for, and how large they are."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..circumstances import circumstances
from ..tables import list_table
from .browser import find_chromium
from .server import Asked, serve, site
from .sites import OURS, PAGE, STOCK, UNSPLIT, built, theme_version

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SUFFIXES: Final = (".css", ".js")


@dataclass(frozen=True, slots=True)
class Size:
    """What a page, or some files, amount to."""

    raw: int
    gzipped: int

    def __str__(self) -> str:
        return f"{self.raw / 1000:.1f} / {self.gzipped / 1000:.1f}"


@dataclass(frozen=True, slots=True)
class Load:
    """What one page loads."""

    #: Paths of local style sheets and scripts, in the order of their names.
    css: list[str]
    js: list[str]
    css_size: Size
    js_size: Size
    html: Size
    #: The page's own tags for style sheets and scripts, in their order.
    tags: list[str]


def is_asset(asked: Asked) -> bool:
    """Whether a style sheet or a script was asked for."""
    return asked.path.endswith(_SUFFIXES)


def look(browser: Browser, directory: Path) -> Load:
    """Open the page of a built site with nothing in the cache."""
    with serve(site(directory)) as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{server.origin()}/{PAGE}", wait_until="networkidle")
        context.close()
        paths = sorted(asked.path for asked in server.asked if is_asset(asked))
    css, js = ([path for path in paths if path.endswith(suffix)] for suffix in _SUFFIXES)
    html = (directory / PAGE).read_bytes()
    return Load(
        css,
        js,
        _size(directory, css),
        _size(directory, js),
        Size(len(html), len(gzip.compress(html, 9, mtime=0))),
        tags(html.decode()),
    )


def _size(directory: Path, paths: Iterable[str]) -> Size:
    # A file that is missing is asked for, and costs a request.
    files = [file for path in paths if (file := directory / path.removeprefix("/")).is_file()]
    contents = [file.read_bytes() for file in files]
    return Size(
        sum(map(len, contents)),
        sum(len(gzip.compress(content, 9, mtime=0)) for content in contents),
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inline: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        rel = (values.get("rel") or "").split()
        start = self.get_starttag_text() or ""
        if tag in {"script", "style"} and "src" not in values:
            self._inline = start
        elif tag == "script":
            self.found.append(_anonymous(start) + "</script>")
        elif tag == "link" and {"stylesheet", "preload", "modulepreload"} & set(rel):
            self.found.append(_anonymous(start))

    def handle_data(self, data: str) -> None:
        if self._inline is not None:
            tag = "style" if self._inline.startswith("<style") else "script"
            first = data.strip().partition("\n")[0]
            shown = data.strip() if len(data.strip()) <= 50 else f"{first[:50]}…"
            self.found.append(f"{self._inline}{' '.join(shown.split())}</{tag}>")
            self._inline = None


def tags(html: str) -> list[str]:
    """The tags of a page that bring style sheets and scripts, each on a line.

    Checksums are left out, for they change with every version of a theme, and inline code is
    shortened.
    """
    parser = _Tags()
    parser.feed(html)
    return parser.found


def _anonymous(tag: str) -> str:
    tag = re.sub(r"\.[0-9a-f]{12}(?=\.(?:css|js)\b)", ".…", tag)
    tag = re.sub(r"\?(?:v|digest)=[0-9a-f]+", "", tag)
    return " ".join(tag.split())


@dataclass(frozen=True, slots=True)
class Loads:
    """What the page of a theme loads."""

    stock: Load
    ours: Load
    #: With bundles, but with no style sheet split.
    unsplit: Load


def measure(browser: Browser, directory: Path, themes: Iterable[str]) -> dict[str, Loads]:
    """What the page loads, by theme.

    :param directory: where sites are kept.
    """
    ways = (STOCK, OURS, UNSPLIT)
    sites = {theme: [built(directory, way, theme) for way in ways] for theme in themes}
    return {
        theme: Loads(*(look(browser, site) for site in of_theme))
        for theme, of_theme in sites.items()
    }


def as_text(loads: dict[str, Loads]) -> str:
    """The same as reStructuredText."""
    header = ["Theme", "Requests", "Unsplit", "CSS, kB", "JavaScript, kB", "Page, kB"]
    rows = []
    for theme, each in loads.items():
        stock, ours = each.stock, each.ours
        rows.append(
            [
                f"{theme} {theme_version(theme)}",
                f"{_count(stock)} → {_count(ours)}",
                _count(each.unsplit),
                f"{stock.css_size} → {ours.css_size}",
                f"{stock.js_size} → {ours.js_size}",
                f"{stock.html} → {ours.html}",
            ]
        )
    lines = [
        ".. Written by ``python -m benchmarks.readers table``.",
        "",
        f"Counted {circumstances(find_chromium())}. Requests are style sheets + scripts, sizes"
        " are raw / gzipped. *Unsplit* are the requests with ``compress_critical`` set to"
        ' ``"off"``.',
        "",
        *list_table(header, rows),
        "",
        ".. rubric:: Tags that stay",
    ]
    for theme, each in loads.items():
        lines += ["", f".. dropdown:: {theme}", "", "   .. code-block:: text", ""]
        lines += [f"      {tag}" for tag in each.ours.tags]
    return "\n".join(lines) + "\n"


def _count(load: Load) -> str:
    return f"{len(load.css)} + {len(load.js)}"
