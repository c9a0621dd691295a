"""Tests of what is used of the style sheets of a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.place import NO_TEMPLATE
from sphinx_compress.build.unused import UnusedRules
from sphinx_compress.bundle.critical import Splitter
from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.store import Store, name_bundle
from sphinx_compress.core.names import ANY
from sphinx_compress.page.region import Region
from tests.sites import Site

SHEET = b".page{a:b}.script{a:b}.DocSearch-Hit{a:b}.none{a:b}"


class Case:
    """A site with one sheet, and one page with it."""

    def __init__(self, directory: Path) -> None:
        self.site = Site(directory / "site")
        compressor = self.site.compressor()
        self.cache, self.sources = compressor.cache, compressor.sources
        self.store = Store(directory / "store")
        self.bundle = name_bundle("css", "output", SHEET)
        self.store.write(self.bundle, SHEET)
        self.names = {"html", ".page"}
        self.scripts: list[str] = []
        self.runs: list[str] = []
        self.injected = "none"

    def used(self, *kept: str, is_said: bool = False) -> tuple[str, list[str]]:
        """Return what is left of the sheet, and the messages."""
        regions = [Region("css", "file", "output", "", implicit=True)]
        regions += [Region("js", "file", "output", text, implicit=True) for text in self.runs]
        uses = tuple(RegionUse(region.id, "x") for region in regions)
        index = Index({region.id: PlacedRegion(region, NO_TEMPLATE) for region in regions})
        index.pages["index"] = Page("", uses, scripts=(*self.scripts,), names=frozenset(self.names))
        files = [
            f"_static/{path.name}"
            for path in sorted((self.site.directory / "html" / "_static").glob("*.js"))
        ]
        rules = UnusedRules(
            Splitter(self.store, self.cache),
            EarlyScripts(self.sources, self.cache),
            self.sources,
            kept if kept or is_said else None,
            self.injected,
        )
        used, problems = rules.find(index, lambda region: Result("", bundles=(self.bundle,)), files)
        path = used.get(self.bundle.path, self.bundle).path
        text = (self.store.directory / path).read_text()
        return text.replace("{a:b}", ""), [each.message for each in problems]


@pytest.fixture(name="case")
def a_site_with_a_sheet(tmp_path: Path) -> Case:
    return Case(tmp_path)


ALL = SHEET.decode().replace("{a:b}", "")


def test_what_no_page_has_is_left_out(case: Case) -> None:
    assert case.used() == (".page", [])


@pytest.mark.parametrize("place", ["file", "run", "deferred run", "loose", "noted"])
def test_what_any_script_names_stays(case: Case, place: str) -> None:
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
    assert case.used() == (".page.script", [])


def test_what_a_setting_names_stays(case: Case) -> None:
    for pattern in ("docsearch-*", ".DocSearch-*", "#DocSearch-Hit", "[DocSearch-Hit]"):
        assert case.used(pattern) == (".page.DocSearch-Hit", [])
    assert case.used("*") == (ALL, [])


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
def test_nothing_is_left_out_while_a_script_is_not_known(case: Case, tag: str, reason: str) -> None:
    case.runs.append(tag)
    text, (message,) = case.used()
    assert text == ALL
    assert f" {reason}" in message
    assert case.used(is_said=True) == (".page", [])


def test_nothing_is_left_out_while_a_host_adds_scripts(case: Case) -> None:
    case.injected = "readthedocs"
    text, (message,) = case.used()
    assert text == ALL
    assert "scripts that readthedocs adds" in message
    assert case.used(is_said=True) == (".page", [])


def test_data_are_no_script(case: Case) -> None:
    case.scripts.append('<script type="application/json">{"a": ]</script>')
    assert case.used() == (".page", [])


def test_nothing_is_left_out_while_a_page_is_not_known(case: Case) -> None:
    case.names = {"a name of another kind"}
    for is_said in (False, True):
        text, (message,) = case.used(is_said=is_said)
        assert text == ALL
        assert "page index" in message
    case.names = {"html", ANY}
    assert case.used() == (ALL, [])


def test_a_long_list_is_cut(case: Case) -> None:
    case.runs += [f"<script>e.className = localStorage.a{n}</script>" for n in range(30)]
    (message,) = case.used()[1]
    assert message.count("localStorage") == 10
    assert "; and 20 more. Say in compress_css_keep" in message
