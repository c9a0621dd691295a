"""What became of each root, as a table of the manual."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_compress.manifest.explain import explain_page
from tests.browser.conftest import serve_both

from ..circumstances import circumstances
from ..readers.browser import find_chromium
from ..tables import list_table
from .comparing import Compared, compare
from .roots import PAGES, Kind, Root, build, complete, roots

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TITLES: Final[dict[Kind, str]] = {
    "extension": "Extensions",
    "setting": "Settings of Sphinx",
    "service": "What a host or a program adds",
    "client": "Scripts that swap pages",
    "theme": "Themes",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One root, built and looked at."""

    root: Root
    compared: Compared
    #: The files of a page that stay, by the reason.
    kept: dict[str, list[str]]


def measure(browser: Browser, directory: Path, names: Iterable[str]) -> list[Row]:
    """Build and look at some roots.

    :param directory: where projects and sites are written.
    """
    rows = []
    for name in names:
        print(f"looking at {name}", flush=True)
        rows.append(_row(browser, directory / name, roots()[name]))
    return rows


def _row(browser: Browser, directory: Path, root: Root) -> Row:
    source = complete(root, directory / "source")
    stock, ours = directory / "stock", directory / "ours"
    try:
        warnings = [build(root, source, site, is_enabled=site == ours) for site in (stock, ours)]
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{root.name} was not built:\n{error.stderr}") from error
    with serve_both(stock, ours, browser) as pair:
        compared = compare(pair, root)
    if warnings[0] != warnings[1]:
        compared.heard.append(f"warnings of the build: {warnings[0]} → {warnings[1]}")
    for difference in (*compared.seen, *compared.heard):
        print(f"  {difference}", flush=True)
    return Row(root, compared, kept_in(ours / PAGES[0]))


def kept_in(page: Path) -> dict[str, list[str]]:
    """The files that stay in a page, by the reason."""
    kept: dict[str, list[str]] = {}
    for each in explain_page(page):
        tag, reason = each.decision.tag, each.decision.reason
        is_kept = not (each.decision.bundle or each.decision.is_left_out or each.decision.is_font)
        if is_kept and tag and not tag.startswith(("<", "http:", "https:", "//")):
            kept.setdefault(reason, []).append(tag.rpartition("/")[2])
    return kept


def as_text(rows: Iterable[Row]) -> str:
    """What was found, as reStructuredText."""
    lines = [".. Written by ``python -m benchmarks beside --write``.", ""]
    lines += [
        f"Looked at {circumstances(find_chromium())}. Requests are style sheets + scripts of a"
        " first page.",
    ]
    rows = list(rows)
    for kind, title in _TITLES.items():
        of_kind = [row for row in rows if row.root.kind == kind]
        if of_kind:
            header = ["Beside", "Requests", "Looks the same", "Same messages"]
            lines += ["", title, "-" * len(title), ""]
            lines += list_table(header, map(_cells, of_kind))
    title = "What stays, and why"
    lines += ["", title, "-" * len(title)]
    for row in rows:
        if row.kept:
            lines += ["", row.root.name, *_reasons(row.kept)]
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> list[str]:
    stock, ours = row.compared.stock, row.compared.ours
    return [
        f"{row.root.name} {row.root.version}".strip(),
        f"{stock.css} + {stock.js} → {ours.css} + {ours.js}",
        "no" if row.compared.seen else "yes",
        "no" if row.compared.heard else "yes",
    ]


def _reasons(kept: dict[str, list[str]]) -> Iterator[str]:
    for reason, files in kept.items():
        names = ", ".join(f"``{name}``" for name in files)
        yield f"   - {names}: {reason or 'it stands alone, and is minified already'}."
