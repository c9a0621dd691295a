"""Builds that are killed wherever they change a file, and what the next one makes of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Project, tree
from tests.kills import Killer, in_fork

#: Of so many points one is tried.  All of them take minutes: ``nox -s kills``.
_STEP = int(os.environ.get("SPHINX_COMPRESS_KILL_ONE_IN", "41"))
_LINK = '{{ super() }}<link rel="stylesheet" href="{{ pathto(\'_static/three.css\', 1) }}" />'


def published(directory: Path) -> dict[str, bytes]:
    """Return pages and static files; what Sphinx itself makes of a killed build is left out."""
    return {
        name: data
        for name, data in tree(directory).items()
        if name.endswith(".html") or name.startswith("_static/")
    }


def edit(source: Project) -> None:
    layout = source.source / "_templates" / "layout.html"
    source.write("_static/three.css", ".three { color: blue }")
    source.write("_static/css/two.css", ".two { color: blue }")
    source.write("_templates/layout.html", layout.read_text().replace("{{ super() }}", _LINK, 1))
    source.edit()


def kill_at_all(source: Project, builder: str, least: int, step: int) -> None:
    """Kill a build at every *step*-th point, each time after a fresh start."""
    before = source.builds.with_name("before")

    def restore() -> None:
        shutil.rmtree(source.builds, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, source.builds)

    def killed(number: int) -> None:
        Killer(source.builds, number).watch()
        source.build(builder)

    def count() -> None:
        killer = Killer(source.builds, -1)
        killer.watch()
        source.build(builder)
        (source.source / "points").write_text(str(killer.points))

    if builder == "compress":
        source.build(builder)
        source.builds.rename(before)
        edit(source)
    source.builds.mkdir(exist_ok=True)
    restore()
    # Also imports what the forks would import again.
    source.build(builder)
    wanted = published(source.builds / builder)
    restore()
    assert in_fork(count) == 0
    points = int((source.source / "points").read_text())
    assert points >= least
    for number in range(1, points, step):
        restore()
        # The last points may not be reached: a fresh start is not the same to the number.
        in_fork(lambda number=number: killed(number))  # type: ignore[misc]
        assert in_fork(lambda: source.build(builder)) == 0, number
        assert published(source.builds / builder) == wanted, number
        assert not list(source.builds.glob("**/journals/*")), number


@pytest.mark.parametrize(("builder", "least"), [("html", 150), ("compress", 100)])
def test_after_a_kill_at_any_point_the_next_build_is_as_one_from_scratch(
    project: Callable[[str], Project], builder: str, least: int
) -> None:
    kill_at_all(project("test-basic"), builder, least, _STEP)
