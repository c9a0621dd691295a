"""The table of libraries says what these do in a browser, and has none that does more."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.libraries.recording import record, record_with
from benchmarks.libraries.releases import LONGEST, RELEASES, digest_of_file, is_of_page
from sphinx_compress.build.libraries import libraries
from sphinx_compress.js.at_once import at_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-libraries")]

_JQUERY = "jquery/jquery.js"


def installed() -> Iterator[tuple[str, bytes]]:
    """Yield the scripts of installed releases that no analysis can follow, with their paths."""
    for project in RELEASES:
        with suppress(PackageNotFoundError):
            for file in distribution(project).files or []:
                content = Path(str(file.locate())).read_bytes() if is_of_page(str(file)) else b""
                if content and at_once(content.decode("utf-8", "replace"))[0] is None:
                    yield str(file), content


def test_installed_libraries_do_what_the_table_says(browser: Browser) -> None:
    found = dict(installed())
    library = next(text for path, text in found.items() if path.endswith(_JQUERY)).decode()
    rows = {path: libraries().get(digest_of_file(content)) for path, content in found.items()}
    assert rows[next(path for path in found if path.endswith(_JQUERY))]
    assert any(rows[path] for path in found if "clipboard" in path)
    for path, content in found.items():
        if len(content) < LONGEST:
            done = record_with(browser, content.decode("utf-8", "replace"), library)
            # A release may be new: python -m benchmarks.libraries --write, with it in releases.py.
            assert (None if done.effects else done.declares) == rows[path], path


#: What a script may do at once, and what is noted of it.
EFFECTS = {
    "window.size = document.body ? 1 : 2": "Document.body",
    "Array.prototype.last = function () {}": "changes Array.prototype.last",
    "Object.freeze(Array.prototype)": "changes Array.prototype frozen",
    "document.documentElement.style.color = 'red'": "changes the page",
    "window.theme = localStorage.getItem('theme')": "Storage.getItem",
    "window.later = setTimeout(() => {}, 1000)": "window.setTimeout",
    "Promise.resolve().then(() => {})": "Promise.then",
    "document.addEventListener('scroll', () => {})": "waits for scroll",
    "document.addEventListener('click', () => {}, true)": "EventTarget.addEventListener click",
    "new Image().src = '/x.png'": "asks for /x.png",
    "document.querySelectorAll('.tabs')": "Document.querySelectorAll",
    "var e = document.createElement('i'); document.head.appendChild(e);"
    "window.wide = e.offsetWidth; document.head.removeChild(e)": "HTMLElement.offsetWidth",
}


def test_what_a_page_could_tell_is_noted(browser: Browser) -> None:
    done = record(browser, ";\n".join(EFFECTS))
    assert set(EFFECTS.values()) <= done.effects
    assert not any(each.startswith("fails") for each in done.effects)


def test_what_passes_and_what_is_detached_is_no_effect(browser: Browser) -> None:
    text = """(function () {
    var e = document.createElement("i");
    e.id = "x" + Date.now();
    e.style.color = "red";
    document.documentElement.appendChild(e);
    window.found = document.getElementsByName(e.id).length;
    document.documentElement.removeChild(e);
    window.ready = function (f) { document.addEventListener("DOMContentLoaded", f) };
    window.run = function (f) { f() };
    })(); let own = typeof define;"""
    done = record(browser, text)
    assert not done.effects
    assert done.names == {"found", "ready", "run", "own"}
    assert done.offers == {"ready"}
    assert "?define" in done.reads
