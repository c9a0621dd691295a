"""What it costs to join scripts in one way or another."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_compress.js.loader import Part, load

from ..series import median_of_ratios, spread
from .browser import launched_with_profile
from .server import Answer, answer, serve
from .sites import STOCK, built

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Themes, and where in their sites the scripts lie that are joined.
_OPTIONS: Final = "furo/_static/documentation_options.js"
_SMALL: Final = (
    "furo/_static/doctools.js",
    "furo/_static/sphinx_highlight.js",
    "furo/_static/clipboard.min.js",
)
_EXTENSIONS: Final = (
    "furo/_static/copybutton.js",
    "furo/_static/togglebutton.js",
    "furo/_static/design-tabs.js",
    "furo/_static/tabs.js",
)
_BOOTSTRAP: Final = "pydata_sphinx_theme/_static/scripts/bootstrap.js"
_PYDATA: Final = "pydata_sphinx_theme/_static/scripts/pydata-sphinx-theme.js"
_JQUERY: Final = "sphinx_rtd_theme/_static/jquery.js"
_SEARCH: Final = "furo/_static/searchtools.js"
_ICONS: Final = "sphinx_book_theme/_static/scripts/fontawesome.js"

#: What is joined, by name.
SETS: Final = {
    "small": (_OPTIONS, *_SMALL),
    "page": (_OPTIONS, *_SMALL, *_EXTENSIONS),
    "bootstrap": (_BOOTSTRAP,),
    "pydata": (_OPTIONS, *_SMALL, *_EXTENSIONS, _BOOTSTRAP, _PYDATA),
    "all": (_OPTIONS, _JQUERY, *_SMALL, *_EXTENSIONS, _SEARCH, _BOOTSTRAP, _PYDATA),
    "icons": (_ICONS,),
}

#: How a reader comes to the page: the first three times in a new tab, hence a new process.
VISITS: Final = ("cold", "2nd", "3rd", "next page")

_LOADER: Final = (
    "(function(parts){for(const part of parts){const e=document.createElement('script');"
    "e.text=part;document.head.appendChild(e);e.remove()}})([\n%s\n]);\n"
)


def _plain(parts: Sequence[str]) -> list[str]:
    return ["".join(f"{part}\n;" for part in parts)]


def _guarded(parts: Sequence[str]) -> list[str]:
    return ["".join(f"try{{{part}\n}}catch(e){{reportError(e)}}\n" for part in parts)]


def _elements(parts: Sequence[str]) -> list[str]:
    return [_LOADER % ",\n".join(json.dumps(part, ensure_ascii=False) for part in parts)]


def _ours(parts: Sequence[str]) -> list[str]:
    return [load([Part(part, f"{number}.js") for number, part in enumerate(parts)])]


#: Each makes the files of a page out of its scripts.
WAYS: Final[dict[str, Callable[[Sequence[str]], list[str]]]] = {
    "separate": list,
    "plain": _plain,
    "try": _guarded,
    "elements": _elements,
    "ours": _ours,
}

# Scripts that fail are soon done, so they find what they look for: what extensions define, and a
# body.
_PAGE: Final = """<!doctype html><html data-content_root="./"><head><meta charset="utf-8">
<script>
errors = [];
addEventListener("error", (event) => errors.push(event.message));
let toggleHintShow = "Click to show", toggleHintHide = "Click to hide";
let toggleOpenOnPrint = "true", togglebuttonSelector = ".toggle, .admonition.dropdown";
</script>
{link}
</head><body><main id="main-content"><h1>Page</h1><p>Text</p></main>
<script>started = performance.now()</script>
{tags}
<script>ended = performance.now()</script>
</body></html>"""
# Two names of one page.
_PAGES: Final = ("page", "another")
_LINK: Final = '<link rel="stylesheet" href="late.css">'

_LOOK: Final = """() => ({
    milliseconds: ended - started,
    late: performance.getEntriesByType("resource").filter(
        (entry) => entry.initiatorType === "script" && entry.responseEnd > started).length,
    errors: errors,
})"""


class Seen(NamedTuple):
    """What one visit showed."""

    milliseconds: float
    #: How many scripts had not arrived when the first one could have run.
    late: int
    errors: list[str]


@dataclass(frozen=True, slots=True)
class Joined:
    """One set of scripts, joined in one way."""

    files: list[bytes]
    gzipped: int
    #: What the server says to a name, those of :data:`_PAGES` among them.
    answers: dict[str, Answer]


def join(parts: Sequence[str], way: str, *, is_fetched_before: bool) -> Joined:
    """Make the files and the page that loads them.

    :param is_fetched_before: whether all scripts shall be there before the first one runs.
    """
    files = [text.encode() for text in WAYS[way](parts)]
    forever = "public, max-age=31536000, immutable"
    answers = {
        f"{number}.js": answer(content, ".js", cache_control=forever)
        for number, content in enumerate(files)
    }
    tags = "\n".join(f'<script src="{name}"></script>' for name in answers)
    page = _PAGE.format(tags=tags, link=_LINK if is_fetched_before else "")
    # A script waits for style sheets before it; meanwhile those behind it are fetched.
    delay = 0.15 + sum(map(len, files)) / 5e6
    late = answer(b"p{color:green}", ".css", cache_control="no-store", delay=delay)
    return Joined(
        files,
        sum(len(one.body) for one in answers.values()),
        {**answers, "late.css": late, **dict.fromkeys(_PAGES, answer(page.encode(), ".html"))},
    )


def measure(
    sets: dict[str, list[str]],
    runs: int,
    *,
    ways: Sequence[str],
    is_fetched_before: bool,
    slowdown: float,
) -> tuple[dict[tuple[str, str], Joined], dict[tuple[str, str], list[list[Seen]]]]:
    """Visit each set of scripts, joined in each way, *runs* times.

    :param sets: the sources of scripts, by the name of the set.
    :param is_fetched_before: whether only the running of scripts is measured, and not that they
        are fetched.
    :param slowdown: by how much Chromium slows the processor down.
    :return: what was joined, and what was seen, one row for each run in the order of
        :data:`VISITS`; both by set and way.
    """
    joined = {
        (name, way): join(parts, way, is_fetched_before=is_fetched_before)
        for name, parts in sets.items()
        for way in ways
    }
    seen: dict[tuple[str, str], list[list[Seen]]] = {key: [] for key in joined}

    def find(path: str) -> Answer | None:
        # "/set/way/name"; browsers ask for an icon, too.
        parts = path.split("/")
        return joined[parts[1], parts[2]].answers.get(parts[3]) if len(parts) == 4 else None

    # Only an isolated page sees time in steps of 5 µs.
    headers = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }
    with serve(find, headers) as server, launched_with_profile() as context:
        for run in range(-1, runs):
            print(f"run {run + 1} of {runs}", file=sys.stderr, flush=True)
            order = list(joined)
            # What comes first must not always be the same.
            random.Random(run).shuffle(order)
            for number, (name, way) in enumerate(order):
                # A host of its own, and so a process, a cache and compiled code of its own.
                origin = server.origin(f"r{run + 1}-{number}.localhost")
                row = _visit(context, f"{origin}/{name}/{way}", slowdown)
                # The first run warms the browser up.
                if run >= 0:
                    seen[name, way].append(row)
    return joined, seen


def _visit(context: BrowserContext, address: str, slowdown: float) -> list[Seen]:
    row = []
    for visit in VISITS[:-1]:
        page = context.new_page()
        if slowdown != 1:
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        row.append(_look(page, f"{address}/{_PAGES[0]}"))
        if visit == VISITS[-2]:
            row.append(_look(page, f"{address}/{_PAGES[1]}"))
        page.close()
    return row


def _look(page: Page, address: str) -> Seen:
    page.goto(address, wait_until="load")
    found: dict[str, Any] = page.evaluate(_LOOK)
    # Compiled code is put by when the page has nothing else to do.
    page.wait_for_timeout(80)
    return Seen(found["milliseconds"], found["late"], found["errors"])


def read_sets(directory: Path, names: Sequence[str]) -> dict[str, list[str]]:
    """The sources of the scripts of some sets.

    :param directory: where sites are kept; those that lack are built.
    """
    return {
        name: [
            (built(directory, STOCK, theme) / file).read_text(encoding="utf-8")
            for theme, _, file in (path.partition("/") for path in SETS[name])
        ]
        for name in names
    }


def print_joining(
    joined: dict[tuple[str, str], Joined],
    seen: dict[tuple[str, str], list[list[Seen]]],
    *,
    is_fetched_before: bool,
) -> None:
    """Print one table for each set of scripts; see :func:`measure`."""
    what = "running" if is_fetched_before else "fetching and running"
    for name in dict.fromkeys(name for name, _ in joined):
        ways = [way for of, way in joined if of == name]
        base = ways[0]
        print(
            f"\n{name}: {len(joined[name, base].files)} files as they are;"
            f" ms for {what} them, median [quartiles], median difference to {base!r}"
            " within a run"
        )
        print(f"{'way':11}{'files':>6}{'raw':>9}{'gzip':>8}", *(f"{v:>26}" for v in VISITS))
        for way in ways:
            one = joined[name, way]
            cells = []
            for column in range(len(VISITS)):
                values = [row[column].milliseconds for row in seen[name, way]]
                bases = [row[column].milliseconds for row in seen[name, base]]
                difference = spread([a - b for a, b in zip(values, bases, strict=True)]).median
                cells.append(f"{spread(values)!s:>19}{difference:+7.1f}")
            print(
                f"{way:11}{len(one.files):6}{sum(map(len, one.files)):9}{one.gzipped:8}",
                *cells,
            )
        for way in ways:
            visits = [visit for row in seen[name, way] for visit in row]
            late = sum(visit.late > 0 for visit in visits)
            messages = sorted({message for visit in visits for message in visit.errors})
            if late and is_fetched_before:
                print(f"  {way}: scripts came too late in {late} of {len(visits)} visits")
            if messages:
                print(f"  {way}: errors: {'; '.join(messages)}")
        ratios = ", ".join(
            f"{way} "
            + "/".join(
                f"{median_of_ratios(*_columns(seen[name, base], seen[name, way], column)):.2f}"
                for column in range(len(VISITS))
            )
            for way in ways[1:]
        )
        print(f"  median of the runs' ratios to {base!r}: {ratios}")


def _columns(
    before: list[list[Seen]], after: list[list[Seen]], column: int
) -> tuple[list[float], list[float]]:
    first = [row[column].milliseconds for row in before]
    return first, [row[column].milliseconds for row in after]
