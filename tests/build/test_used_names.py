"""Tests of the names that anything on a site may ever have."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.noted_scripts import IS_NOTED
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.used_names import UsedNames
from sphinx_compress.core.names import ANY
from sphinx_compress.page.region import Region
from tests.sites import Site

SHEET = '<link rel="stylesheet" href="compress-root:_static/a.css">'


class Case:
    """A site of one page with a style sheet."""

    def __init__(self, directory: Path) -> None:
        self.site = Site(directory)
        self.names = {IS_NOTED, ".page"}
        self.scripts: list[str] = []
        self.runs: list[str] = []
        self.injected = "none"

    def found(self, *kept: str, is_said: bool = False) -> tuple[set[str], list[str]]:
        """Return which of some names there may be, and what may have others."""
        regions = [Region("css", "file", "output", SHEET, implicit=True)]
        regions += [Region("js", "file", "output", text, implicit=True) for text in self.runs]
        uses = tuple(RegionUse(region.id, "x") for region in regions)
        index = Index({region.id: PlacedRegion(region, NO_TEMPLATE) for region in regions})
        index.pages["index"] = Page("", uses, scripts=(*self.scripts,), names=frozenset(self.names))
        static = self.site.directory / "html" / "_static"
        files = [f"_static/{path.name}" for path in sorted(static.glob("*.js"))]
        compressor = self.site.compressor()
        scripts = EarlyScripts(compressor.sources, compressor.cache)
        known = kept if kept or is_said else None
        names = UsedNames(scripts, compressor.sources, known, self.injected)
        may_be, refused = names.find(index, files)
        return {*filter(may_be, [".page", ".script", ".docsearch-hit", ".none"])}, refused


@pytest.fixture(name="case")
def a_site_with_a_page(tmp_path: Path) -> Case:
    return Case(tmp_path)


@pytest.mark.parametrize("place", ["file", "run", "deferred run", "loose", "noted"])
def test_what_any_script_names_counts(case: Case, place: str) -> None:
    assert case.found() == ({".page"}, [])
    code = "document.body.classList.add('script')"
    match place:
        case "file":
            case.site.write("a.js", code)
        case "run":
            case.runs.append(f"<script>{code}</script>")
        case "deferred run":
            case.site.write("a.js", code)
            case.runs.append('<script defer src="compress-root:_static/a.js"></script>')
        case "loose":
            case.scripts.append(f"<script>{code}</script>")
        case "noted":
            case.names.add(f"@noted <script type=module>{code}</script>")
    assert case.found() == ({".page", ".script"}, [])


def test_what_a_setting_names_counts(case: Case) -> None:
    for pattern in ("docsearch-*", ".DocSearch-*", "#DocSearch-Hit", "[DocSearch-Hit]"):
        assert case.found(pattern) == ({".page", ".docsearch-hit"}, [])
    assert len(case.found("*")[0]) == 4


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ('<script async src="https://example.org/a.js"></script>', "is of another site"),
        ('<script src="compress-root:_static/gone.js"></script>', "is of another site"),
        ("<script>f('https://example.org/a.js')</script>", "may load scripts of another site"),
        ("<script>e.className = localStorage.a</script>", "uses names from elsewhere"),
        ("<script>e.className = </script>", "uses names from elsewhere"),
    ],
)
def test_a_script_that_is_not_known_may_use_others(case: Case, tag: str, reason: str) -> None:
    case.runs.append(tag)
    (refused,) = case.found()[1]
    assert refused.endswith(f" {reason}")
    assert case.found(is_said=True) == ({".page"}, [])


def test_a_script_is_told_of_once_whatever_refers_to_it(case: Case) -> None:
    case.site.write("a.js", "e.className = localStorage.a")
    case.runs.append('<script defer src="compress-root:_static/a.js"></script>')
    assert case.found()[1] == ["_static/a.js uses names from elsewhere"]


def test_scripts_that_a_host_adds_may_use_others(case: Case) -> None:
    case.injected = "readthedocs"
    assert case.found()[1] == ["scripts that readthedocs adds"]
    assert case.found(is_said=True) == ({".page"}, [])


def test_a_page_of_the_site_in_a_frame_may_use_others(case: Case) -> None:
    case.names.add('@frame <iframe src="../other.html">')
    assert case.found()[1] == ["../other.html may show a page of this site"]
    assert case.found(is_said=True) == ({".page"}, [])


def test_data_are_no_script(case: Case) -> None:
    case.scripts.append('<script type="application/json">{"a": ]</script>')
    assert case.found() == ({".page"}, [])


def test_a_page_that_is_not_known_may_use_others_whatever_is_said(case: Case) -> None:
    # It has been looked at, but not all code in it.
    case.names = {"html", ".page"}
    assert case.found()[1] == case.found(is_said=True)[1] == ["page index"]
    case.names = {IS_NOTED, ANY}
    assert len(case.found()[0]) == 4
