"""Beside what starts builds of its own: a server that watches, and sites below a site."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import normpath

from tests.conftest import Project, tree
from tests.servers import PATIENCE, free_port

MakeProject = Callable[[str], Project]

_SHEET = re.compile(r'href="([^"]*/compress/css/output\.[^"]*)"')


@contextmanager
def watched(source: Project) -> Iterator[tuple[Callable[[str], str], Path]]:
    """Run sphinx-autobuild; yield what asks it for a page, and the file of what it says."""
    port = free_port()
    # Within the source, as most projects have it.
    output = source.source / "_build" / "html"
    log = source.source.with_name("log.txt")
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", str(port)]

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
            return str(answer.read().decode())

    with log.open("w") as out:
        process = subprocess.Popen([*command, source.source, output], stdout=out, stderr=out)
        try:
            yield get, log
        finally:
            process.terminate()
            process.wait(PATIENCE)


def until(look: Callable[[], bool], log: Path) -> None:
    """Wait until something is seen."""
    deadline = time.monotonic() + 90
    while True:
        try:
            if look():
                return
        except OSError:
            # It builds before it serves, and may hang up while it starts.
            pass
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def replace(source: Project, name: str, text: str) -> None:
    """Write a file in one step, of which a server that watches is told once."""
    path = source.source / name
    beside = source.source.with_name("new.txt")
    beside.write_text(text)
    beside.replace(path)


def test_a_server_that_watches_shows_each_edit_and_builds_once_for_it(
    project: MakeProject,
) -> None:
    source = project("test-any")
    source.configure('exclude_patterns = ["_build"]')
    with watched(source) as (get, log):

        def sheets() -> str:
            urls = _SHEET.findall(get("a/b/deep.html"))
            return "".join(get(normpath(f"a/b/{url}")) for url in urls)

        def builds() -> int:
            return log.read_text().count("build succeeded")

        until(lambda: "compress" in get("a/b/deep.html"), log)
        page = (source.source / "a/b/deep.rst").read_text()
        replace(source, "a/b/deep.rst", f"{page}\nOne more paragraph.\n")
        until(lambda: "One more paragraph" in get("a/b/deep.html"), log)
        replace(source, "_static/one.css", "p { color: #123456 }\n")
        until(lambda: "#123456" in sheets(), log)
        until(lambda: builds() == 3, log)
        # A loop would have begun again by now: changes are collected for 50 ms.
        time.sleep(1.5)
        assert builds() == 3
        assert log.read_text().count("Detected changes") == 2


def test_a_version_below_the_output_of_another_stays_as_it_was(project: MakeProject) -> None:
    source = project("test-any")
    below = tree(source.run(out="html/v1").directory)
    assert any("/compress/" in path for path in below)
    for text in ("#123456", "#654321"):
        source.write("_static/one.css", f"p {{ color: {text} }}\n")
        site = source.run(out="html").directory
        assert tree(site / "v1") == below
