"""What a release says of itself agrees with what it is."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

import pytest

from sphinx_compress.core.version import __version__

ROOT: Final = Path(__file__).parents[1]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: Extras of those who work on the package.
OF_DEVELOPERS: Final = {"docs", "unit", "test", "benchmarks", "dev"}


def name_of(requirement: str) -> str:
    """Return the name of the package that is required, as registries compare it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def required() -> list[str]:
    """Return the packages that users get."""
    extras = PROJECT["optional-dependencies"]
    of_extras = [each for name in extras.keys() - OF_DEVELOPERS for each in extras[name]]
    return sorted({name_of(each) for each in (*PROJECT["dependencies"], *of_extras)})


def told() -> dict[str, str]:
    """Return what the manual says is the licence of each package."""
    text = (ROOT / "docs" / "dependencies.rst").read_text(encoding="utf-8")
    licences: dict[str, str] = {}
    for first, second in re.findall(r"^   \* - (.+)\n     - (.+)$", text, re.MULTILINE):
        names = [*map(name_of, re.split(", *", first.rpartition(": ")[2].replace("`", "")))]
        of_each = re.split(", *", second)
        if len(of_each) != len(names):
            of_each = [second] * len(names)
        licences.update(zip(names, of_each, strict=True))
    return licences


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    changes = (ROOT / "CHANGES.rst").read_text(encoding="utf-8")
    newest = re.search(r"^(\d\S*)\n-+$", changes, re.MULTILINE)
    assert newest
    assert newest[1] == __version__
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation


def test_the_manual_has_the_licence_of_each_package_that_users_get() -> None:
    assert sorted(told().keys() - {"package", "extra"}) == required()


@pytest.mark.parametrize("name", required())
def test_the_licence_that_the_manual_tells_is_that_of_the_package(name: str) -> None:
    try:
        found = metadata(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed")
    fields = [found["License-Expression"], found["License"], *found.get_all("Classifier", [])]
    its_own = " ".join(each for each in fields if each).lower()
    for family in re.findall("mit|apache|bsd|public domain", told()[name].lower()):
        assert family in its_own


def test_each_action_of_the_workflows_is_one_commit() -> None:
    workflows = list((ROOT / ".github" / "workflows").glob("*.yml"))
    assert len(workflows) == 3
    for workflow in workflows:
        text = workflow.read_text(encoding="utf-8")
        uses = re.findall(r"uses: (.+)", text)
        assert uses
        for action in uses:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action)
