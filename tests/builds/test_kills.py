"""Builds that are killed wherever they change a file, and what the next one makes of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builds.test_critical import rules
from tests.conftest import Project, tree
from tests.kills import Killer, in_fork

#: Of so many points one is tried, and not in all cases: all take long, see ``nox -s kills``.
_STEP = int(os.environ.get("SPHINX_COMPRESS_KILL_ONE_IN", "71"))
_LINK = '{{ super() }}<link rel="stylesheet" href="{{ pathto(\'_static/three.css\', 1) }}" />'


def published(directory: Path) -> dict[str, bytes]:
    """Return pages and static files; what Sphinx itself makes of a killed build is left out."""
    return {
        name: data
        for name, data in tree(directory).items()
        if name.endswith(".html") or name.startswith("_static/")
    }


def nothing(source: Project) -> None:
    """Leave all as it is; as the change, so that the first build is killed."""


def edit(source: Project) -> None:
    layout = source.source / "_templates" / "layout.html"
    source.write("_static/three.css", ".three { color: blue }")
    source.write("_static/css/two.css", ".two { color: blue }")
    source.write("_templates/layout.html", layout.read_text().replace("{{ super() }}", _LINK, 1))
    source.edit()


def configure(source: Project) -> None:
    source.write("_static/three.css", ".three { color: blue }")
    source.configure('html_css_files += ["three.css"]', 'compress_css_filters = ["urls"]')
    # For this, Sphinx reads all documents again.
    source.configure('project = "renamed"')


def split(source: Project) -> None:
    """Give the pages a sheet that is split."""
    source.write("_static/one.css", "p { color: red }\n.lion { a: b }\n" + rules("zebra"))


def name(source: Project) -> None:
    """Edit a sheet that is split, and name one more class: other rules are critical then."""
    source.write("_static/one.css", "p { color: blue }\n.lion { a: b }\n" + rules("zebra"))
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: lion\n\n   Text\n")


#: Projects, what is prepared in them, builders, what is changed before the kill, and how many
#: points there are at the least.
_CASES = [
    ("test-basic", nothing, "html", nothing, 150),
    ("test-basic", nothing, "html", configure, 100),
    ("test-basic", nothing, "compress", edit, 100),
    ("test-gate", split, "html", name, 150),
    ("test-basic", nothing, "html", edit, 100),
    ("test-basic", nothing, "compress", configure, 100),
]


class Victim:
    """A project whose build with one builder is killed, each time after a fresh start."""

    def __init__(self, source: Project, builder: str, change: Callable[[Project], None]) -> None:
        self._source = source
        self._builder = builder
        self._before = source.builds.with_name("before")
        if change is not nothing:
            self._build()
            source.builds.rename(self._before)
            change(source)
        # Also imports what the forks would import again.
        self._build()
        #: What is to be published.
        self.wanted = self._published()

    def _build(self) -> None:
        self._source.build(self._builder)

    def _published(self) -> dict[str, bytes]:
        return published(self._source.builds / self._builder)

    def _restore(self) -> None:
        shutil.rmtree(self._source.builds, ignore_errors=True)
        if self._before.exists():
            shutil.copytree(self._before, self._source.builds)
        self._source.builds.mkdir(exist_ok=True)

    def points(self) -> int:
        """Return how many points a build has."""
        file = self._source.source / "points"

        def count() -> None:
            killer = Killer(self._source.builds, -1)
            killer.watch()
            self._build()
            file.write_text(str(killer.points))

        self._restore()
        assert in_fork(count) == 0
        return int(file.read_text())

    def wrong(self, number: int) -> list[str]:
        """Kill a build at a point; return what the next build leaves other than a clean one."""

        def killed() -> None:
            Killer(self._source.builds, number).watch()
            self._build()

        self._restore()
        # The last points may not be reached: a fresh start is not the same to the number.
        in_fork(killed)
        if in_fork(self._build) != 0:
            return ["the build failed"]
        built, wanted = self._published(), self.wanted
        names = [name for name in wanted | built if wanted.get(name) != built.get(name)]
        left = [path.name for path in self._source.builds.glob("**/journals/*")]
        return names + left


@pytest.mark.parametrize(
    ("template", "prepare", "builder", "change", "least"), _CASES if _STEP == 1 else _CASES[:4]
)
def test_after_a_kill_at_any_point_the_next_build_is_as_one_from_scratch(
    project: Callable[[str], Project],
    template: str,
    prepare: Callable[[Project], None],
    builder: str,
    change: Callable[[Project], None],
    least: int,
) -> None:
    source = project(template)
    prepare(source)
    victim = Victim(source, builder, change)
    points = victim.points()
    assert points >= least
    assert any("/critical." in name for name in victim.wanted) == (prepare is split)
    wrong = {number: victim.wrong(number) for number in range(0, points, _STEP)}
    assert not {number: names for number, names in wrong.items() if names}
