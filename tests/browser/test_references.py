"""What scripts that look for tags, sheets, rules and texts found before, they find still.

Each folder in testdocs/references has the scripts of a page, and what else makes it a case.  The
scripts say by ``note()`` what they found.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import TESTDOCS, build_here, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-references")]

REFERENCES = TESTDOCS / "references"
#: Templates and files that many cases have, by the beginning of their names.
COMMON = REFERENCES / "common"
CASES = sorted(path.name for path in REFERENCES.iterdir() if path.is_dir() and path != COMMON)

#: These need a package of npm.
PACKAGES = {"js-consent-yett": "yett/dist"}

#: Scripts of these look for nothing, so that all may be bundled.
ASKS_FOR_NOTHING = [
    "plain-uses",
    "js-feature-unlisted",
    "js-loader-between",
    "js-declared-later",
    "css-rules-copied",
]

#: What a host replaces in each page when a site is deployed, and by what.
DEPLOYED = {
    "<!-- config -->": "<script>window.config = 'of the host'</script>",
    "<!-- THEME -->": "<style>p, #text { color: rgb(40, 40, 40) }</style>",
    "__PLACE__": "the host",
    "/* settings */": "note('settings of the host');",
}

NOTE = "window.notes = []; window.note = (text) => notes.push(String(text));"

LOOK = """() => {
    const look = (element) => {
        const { color, letterSpacing, margin } = getComputedStyle(element);
        return [element.localName, color, letterSpacing, margin];
    };
    const shown = [...document.querySelectorAll("#text, #text *, p")].map(look);
    return JSON.stringify([notes, shown, document.body.innerText]);
}"""


def complete(case: str, directory: Path) -> None:
    """Make the project of a *case*, with what many share where it has none of its own."""
    shutil.copytree(REFERENCES / case, directory / "case")
    for name in ("conf.py", "index.rst"):
        shutil.copy(REFERENCES / name, directory)
    layout, common = directory / "case" / "layout.html", COMMON / f"{case.partition('-')[0]}.html"
    if not layout.exists():
        shutil.copy(common, layout)
    text = layout.read_text(encoding="utf-8")
    if "{% extends" in text:
        shutil.copy(common, directory / "case")
        text += common.read_text(encoding="utf-8")
    static = directory / "case" / "_static"
    static.mkdir(exist_ok=True)
    for file in (COMMON / "_static").iterdir():
        if file.name in text and not (static / file.name).exists():
            shutil.copy(file, static)


def build(case: str, output: Path, package: Path | None, *, enabled: bool) -> None:
    """Build the site with the page of a *case*, and with the files of a *package*."""
    source = output.with_name(f"{output.name}-source")
    source.mkdir()
    complete(case, source)
    values = {
        "compress_enabled": enabled,
        "templates_path": ["case"],
        "html_static_path": ["case/_static", *([str(package)] if package else [])],
    }
    assert not build_here(source, output, **values)
    page = output / "index.html"
    text = page.read_text(encoding="utf-8")
    for place, filling in DEPLOYED.items():
        text = text.replace(place, filling)
    page.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Seen:
    """What was found and shown on a page, and how many files it took."""

    found: object
    messages: list[str]
    requests: int


def see(context: BrowserContext, directory: Path) -> Seen:
    """Open the page of a site."""
    messages: list[str] = []
    requests: list[str] = []
    with serve(directory) as origin:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text.replace(origin, "")))
        page.on("pageerror", lambda error: messages.append(str(error).replace(origin, "")))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{origin}/index.html", wait_until="load")
        page.wait_for_timeout(100)
        found = json.loads(page.evaluate(LOOK).replace(origin, ""))
        page.close()
    return Seen(found, messages, sum("/_static/" in url for url in requests))


@pytest.fixture(name="context", scope="module")
def a_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    context.add_init_script(NOTE)
    yield context
    context.close()


@pytest.mark.parametrize("case", [case for case in CASES if case not in PACKAGES])
def test_a_script_finds_what_it_found_before(
    case: str, context: BrowserContext, tmp_path: Path
) -> None:
    stock, ours = compare(case, context, tmp_path)
    if case in ASKS_FOR_NOTHING:
        assert ours.requests < stock.requests - 1


@pytest.mark.parametrize("case", PACKAGES)
def test_a_script_of_a_package_finds_what_it_found_before(
    case: str, context: BrowserContext, node_tools: Path, tmp_path: Path
) -> None:
    compare(case, context, tmp_path, node_tools / "node_modules" / PACKAGES[case])


def compare(
    case: str, context: BrowserContext, directory: Path, package: Path | None = None
) -> list[Seen]:
    """Look at the page of a case as it is without the extension and with it; return both."""
    seen = []
    for name in ("stock", "ours"):
        build(case, directory / name, package, enabled=name == "ours")
        seen.append(see(context, directory / name))
    stock, ours = seen
    assert (ours.found, ours.messages) == (stock.found, stock.messages)
    assert ours.requests <= stock.requests
    return seen
