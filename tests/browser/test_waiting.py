"""Pages whose scripts wait are as they were before, and so are those whose scripts must not.

The cases are in testdocs/waiting.  Each is shown by the site as Sphinx makes it, and by ours.
"""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.engines import Engine
from tests.browser.looks import alike
from tests.browser.sites import TESTDOCS, build_here
from tests.browser.slow_server import SlowServer, serve_slowly

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-waiting")]

ROOT = TESTDOCS / "waiting"
NAMES = runpy.run_path(str(ROOT / "cases.py"))
CASES: dict[str, Any] = NAMES["CASES"]
#: From npm.
PACKAGES = ("yett/dist/yett.min.js", "requirejs/require.js")
CDN: str = NAMES["CDN"]
NOTE = "window.notes = []; window.note = (text) => notes.push(String(text));"
NOTE_ERRORS = f"{NOTE} addEventListener('error', ({{message}}) => notes.push(message));"
LOOK = "() => [notes, document.body.innerText]"


@pytest.fixture(name="directory", scope="module")
def both_sites(tmp_path_factory: pytest.TempPathFactory, node_tools: Path) -> Path:
    directory = tmp_path_factory.mktemp("waiting")
    source = shutil.copytree(ROOT, tmp_path_factory.mktemp("source"), dirs_exist_ok=True)
    for file in PACKAGES:
        shutil.copy(node_tools / "node_modules" / file, source / "_static")
    for name in ("stock", "ours"):
        assert not build_here(source, directory / name, compress_enabled=name == "ours")
    return directory


def have_another_site(directory: Path, server: SlowServer, place: str = "") -> None:
    """Have pages load from the same files what another site has."""
    other = server.origin.replace("127.0.0.1", "localhost")
    for page in directory.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(CDN, f"{other}{place}/_static/"), encoding="utf-8")


@pytest.fixture(name="sites", scope="module")
def servers_of_both_sites(
    directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[SlowServer]]:
    root = shutil.copytree(directory, tmp_path_factory.mktemp("sites"), dirs_exist_ok=True)
    with serve_slowly(root / "stock") as stock, serve_slowly(root / "ours") as ours:
        have_another_site(root / "stock", stock)
        have_another_site(root / "ours", ours)
        yield [stock, ours]


def see(browser: Browser, server: SlowServer, case: str) -> tuple[object, list[str], bytes]:
    """Return what a page notes and shows, its messages, and its picture."""
    server.start_anew()
    server.late["slow.js"] = 0.3
    context = browser.new_context(viewport={"width": 600, "height": 400})
    context.add_init_script(NOTE)
    page = context.new_page()
    messages: list[str] = []
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{server.origin}/{case}.html", wait_until="load")
    page.wait_for_timeout(50)
    seen = page.evaluate(LOOK), messages, page.screenshot()
    context.close()
    return seen


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_as_it_was(case: str, sites: list[SlowServer], browser: Browser) -> None:
    # What comes over the line, and what waits for it, comes in another order on a busy machine.
    stock, ours = alike(*(partial(see, browser, server, case) for server in sites))
    assert ours == stock


@pytest.mark.parametrize("case", CASES)
def test_scripts_are_moved_where_it_is_shown_that_nobody_can_tell(
    case: str, directory: Path
) -> None:
    page = (directory / "ours" / f"{case}.html").read_text(encoding="utf-8")
    head = page[: page.index("</head>")]
    assert ("<script src=" not in head) == CASES[case].is_moved


def waits_for_slow_file(case: str) -> bool:
    """Return whether a page may find something else to do before a file is there."""
    return "slow.js" in str(CASES[case])


#: So many pages are read at a time: those that wait for a slow file, together.
AT_ONCE = 4
IN_FRAMES = sorted(CASES, key=waits_for_slow_file)
FRAMES = f"""<!DOCTYPE html><title>All</title><body><script>
const show = (name) => new Promise((done) => {{
    const frame = document.createElement("iframe");
    frame.onload = () => setTimeout(() => {{
        const {{notes, document: {{body}}}} = frame.contentWindow;
        done([name, notes, body.innerText]);
    }}, 10);
    frame.src = `${{name}}.html`;
    document.body.append(frame);
}});
const seen = (async () => {{
    const all = [], names = {json.dumps(IN_FRAMES)};
    while (names.length) all.push(...await Promise.all(names.splice(0, {AT_ONCE}).map(show)));
    return all;
}})();
</script></body>"""


@pytest.fixture(name="frames", scope="module")
def pages_with_cases_in_frames(
    directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SlowServer]:
    root = tmp_path_factory.mktemp("frames")
    shutil.copytree(directory, root, dirs_exist_ok=True)
    for page in root.glob("*/*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<head>", f"<head><script>{NOTE_ERRORS}</script>", 1))
    for site in ("stock", "ours"):
        (root / site / "all.html").write_text(FRAMES)
    with serve_slowly(root) as server:
        for site in ("stock", "ours"):
            have_another_site(root / site, server, f"/{site}")
        server.late["slow.js"] = 0.15
        yield server


@pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
def test_pages_are_as_they_were_in_other_engines(engine: Engine, frames: SlowServer) -> None:
    seen = []
    for site in ("stock", "ours"):
        engine.open(f"{frames.origin}/{site}/all.html")
        found = {name: rest for name, *rest in engine.evaluate("() => seen")}
        for case in filter(waits_for_slow_file, CASES):
            # On a busy machine, a timer, a frame or a module may be slower.
            found[case][0].sort()
        seen.append(found)
    assert seen[0]["called-by-a-timer"][0] == ["f", "slow"]
    assert seen[1] == seen[0]
