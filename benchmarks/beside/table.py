"""What became of each root, as a table of the manual."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_compress.manifest.explain import explain_page
from tests.browser.conftest import serve_both

from ..circumstances import circumstances
from ..readers.browser import find_chromium
from ..tables import list_table
from .comparing import Compared, compare
from .roots import Kind, Root, build, complete, roots
from .rows import Row
from .versions import build_versions, tag_versions, tell_bundles
from .watching import pair_of, tell_builds, watch_both

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TITLES: Final[dict[Kind, str]] = {
    "extension": "Extensions",
    "setting": "Settings of Sphinx",
    "service": "What a host or a program adds",
    "program": "Programs that start builds",
    "client": "Scripts that swap pages",
    "theme": "Themes",
}


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
    if root.name == "sphinx-autobuild":
        with watch_both(source, stock, ours) as watches:
            pair = pair_of(watches, browser)
            builds = tell_builds(pair, watches, source)
            compared = compare(pair, root)
            warnings = [str(each.warnings()) for each in watches]
    else:
        warnings = [_build(root, source, site, is_enabled=site == ours) for site in (stock, ours)]
        builds = tell_bundles(root, ours) if root.versions else ""
        with serve_both(stock, ours, browser) as pair:
            compared = compare(pair, root)
    if warnings[0] != warnings[1]:
        compared.heard.append(f"warnings of the build: {warnings[0]} → {warnings[1]}")
    for difference in (*compared.seen, *compared.heard):
        print(f"  {difference}", flush=True)
    return _as_row(root, compared, builds, kept_in(ours / root.opened[0]))


def _build(root: Root, source: Path, site: Path, *, is_enabled: bool) -> str:
    try:
        if not root.versions:
            return build(root, source, site, is_enabled=is_enabled)
        if not is_enabled:
            tag_versions(root, source)
        return build_versions(root, source, site, is_enabled=is_enabled)
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{root.name} was not built:\n{error.stderr}") from error


def _as_row(root: Root, compared: Compared, builds: str, kept: dict[str, list[str]]) -> Row:
    stock, ours = compared.stock, compared.ours
    return Row(
        name=root.name,
        version=root.version,
        circumstances=circumstances(find_chromium()),
        requests=f"{stock.css} + {stock.js} → {ours.css} + {ours.js}",
        looks_the_same=not compared.seen,
        has_the_same_messages=not compared.heard,
        builds=builds,
        kept=kept,
    )


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
    rows = list(rows)
    lines = [".. Written by ``python -m benchmarks beside --write``.", "", *_moments(rows)]
    for kind, title in _TITLES.items():
        of_kind = [row for row in rows if roots()[row.name].kind == kind]
        if of_kind:
            header = ["Beside", "Requests", "Looks the same", "Same messages"]
            header += ["Builds"] if kind == "program" else []
            lines += ["", title, "-" * len(title), ""]
            lines += list_table(header, map(_cells, of_kind))
    title = "What stays, and why"
    lines += ["", title, "-" * len(title)]
    for row in rows:
        if row.kept:
            lines += ["", row.name, *_reasons(row.kept)]
    return "\n".join(lines) + "\n"


def _moments(rows: list[Row]) -> Iterator[str]:
    moments: dict[str, list[str]] = {}
    for row in rows:
        moments.setdefault(row.circumstances, []).append(row.name)
    most = max(moments, key=lambda each: len(moments[each]))
    yield f"Looked at {most}. Requests are style sheets + scripts of a first page."
    for moment in sorted(moments.keys() - {most}):
        yield ""
        yield f"{', '.join(moments[moment])}: looked at {moment}."


def _cells(row: Row) -> list[str]:
    return [
        f"{row.name} {row.version}".strip(),
        row.requests,
        "yes" if row.looks_the_same else "no",
        "yes" if row.has_the_same_messages else "no",
        *([row.builds] if row.builds else []),
    ]


def _reasons(kept: dict[str, list[str]]) -> Iterator[str]:
    for reason, files in kept.items():
        names = ", ".join(f"``{name}``" for name in files)
        yield f"   - {names}: {reason or 'it stands alone, and is minified already'}."
