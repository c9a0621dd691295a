"""With each theme of the manual's table, a page has no more tags of files than the table lists."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from benchmarks.readers.sites import PAGE, PROJECT, THEMES
from benchmarks.readers.sites import with_theme as options_of
from benchmarks.readers.table import tags
from sphinx_compress.page.markup import attributes_of
from tests.browser.conftest import shared_directory
from tests.browser.test_matrix import GROUPS, WithTheme
from tests.conftest import BUILDERS

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parents[2] / "docs" / "themes-table.inc"
MATHJAX = "alabaster and MathJax 4"
#: The matrix has no sites with these; one worker builds them all, and uses one cache.
OTHERS = [theme for theme in THEMES if theme not in GROUPS]

in_one_group = pytest.mark.xdist_group("browser-themes-table")


def listed() -> dict[str, list[str]]:
    """Return the tags that the table lists, by the name of the theme."""
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith(".. dropdown:: "):
            found[line.removeprefix(".. dropdown:: ")] = []
        elif line.startswith("      <"):
            found[[*found][-1]].append(line.strip())
    return found


def files(found: Iterable[str]) -> Counter[str]:
    """Return how many of some tags name a file of the site, by what they begin with."""
    counts: Counter[str] = Counter()
    for tag in found:
        attributes = attributes_of(tag)
        url = attributes.get("src") or attributes.get("href") or ""
        if url and "://" not in url:
            counts[tag.split()[0]] += 1
    return counts


Build = Callable[[str], Path]


@pytest.fixture(name="built", scope="module")
def a_builder(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what builds the project of the table with a theme."""
    root = shared_directory(tmp_path_factory) / "themes-table"

    def build(theme: str) -> Path:
        output = root / theme.replace(" ", "-")
        arguments = ["-q", "-d", str(root / f"{output.name}-doctrees")]
        # They have most scripts in common, and what is known of these is known for all.
        arguments += ["-D", f"compress_cache_dir={root / 'cache'}", *options_of(theme, root)]
        result = BUILDERS.build([*arguments, str(PROJECT), str(output)], dict(os.environ))
        assert result.returncode == 0, result.stderr
        return output

    return build


def assert_no_more_tags(site: Path, theme: str) -> None:
    """Fail if the page of a site has more tags of files than the table lists."""
    told = listed()[theme]
    found = tags((site / PAGE).read_text(encoding="utf-8"))
    assert files(found) <= files(told), "\n".join([*found, "and the table lists", *told])


def test_the_table_has_all_themes() -> None:
    assert [*listed()] == [*THEMES]
    assert all(files(found) for found in listed().values())


@pytest.mark.parametrize("theme", [pytest.param(each, marks=mark) for each, mark in GROUPS.items()])
def test_a_page_of_the_matrix_has_no_more_tags(with_theme: WithTheme, theme: str) -> None:
    assert_no_more_tags(with_theme(theme, "html").compressed.directory, theme)


@in_one_group
@pytest.mark.parametrize("theme", [theme for theme in OTHERS if theme != MATHJAX])
def test_a_page_of_another_theme_has_no_more_tags(built: Build, theme: str) -> None:
    assert_no_more_tags(built(theme), theme)


@in_one_group
def test_a_page_with_a_mathjax_of_its_own_has_no_more_tags(
    built: Build, node_tools: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    packages = shared_directory(tmp_path_factory) / "themes-table" / "npm" / "node_modules"
    (packages / "mathjax").mkdir(parents=True)
    # What that loads is not in the page.
    shutil.copy(node_tools / "node_modules" / "mathjax" / "tex-svg.js", packages / "mathjax")
    assert_no_more_tags(built(MATHJAX), MATHJAX)
