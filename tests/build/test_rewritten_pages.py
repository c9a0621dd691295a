"""Tests of pages that something has changed after they were rendered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse
from sphinx_compress.build.noted_scripts import IS_NOTED
from sphinx_compress.build.place import TemplatePlace
from sphinx_compress.build.rewritten_pages import name_of_size, read_again
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.core.names import ANY_PROPERTY
from sphinx_compress.core.types import ROOT_MARKER
from sphinx_compress.page.region import Region


def names_after(directory: Path, written: str, *, has_pages: bool = True) -> frozenset[str]:
    rendered = "<p class=a>\u20ac</p>"
    (directory / "p.html").write_text(written, encoding="utf-8")
    site = WrittenSite(
        directory, lambda page: directory / f"{page}.html", "utf-8", set, has_pages=has_pages
    )
    names = {IS_NOTED, "p", ".a", name_of_size(rendered, "utf-8")}
    index = Index(pages={"p": Page("", names=frozenset(names))})
    read_again(index, site)
    return index.pages["p"].names


def test_a_page_that_is_as_it_was_rendered_has_the_names_it_had(tmp_path: Path) -> None:
    # It is not even read: it has the same size.
    assert names_after(tmp_path, "<b class=b>\u20ac</b>") == {IS_NOTED, "p", ".a"}


def test_what_something_has_added_to_a_page_is_among_its_names(tmp_path: Path) -> None:
    found = names_after(tmp_path, "<p class='a more'><b>\u20ac</b></p><script></script>")
    assert {"p", ".a", ".more", "b"} <= found
    # It may have scripts and style sheets that nobody has looked at.
    assert IS_NOTED not in found
    assert ANY_PROPERTY in found


SHEET, SCRIPT = (
    '<link rel="stylesheet" href="{}_static/a.css">',
    '<script src="{}_static/a.js"></script>',
)
BLOCK, LATE = "<script>let a = 1 < 2</script>", '<script src="{}_static/late.js"></script>'
HEAD = f"<head>{SHEET}{SCRIPT}{BLOCK}</head>"


@pytest.mark.parametrize(
    ("written", "is_known"),
    [
        (f"{HEAD}<b>{LATE}", True),
        # In the words of another program.
        (
            f"{HEAD}<b>{LATE}".replace("></script>", "\n></script >").replace("rel", "ID=x rel"),
            True,
        ),
        (f"{HEAD}<b>{LATE}<link rel=next href=b.css>", True),
        (f"{HEAD}<b>{LATE}<LINK REL='x StyleSheet' href='{{}}_static/b.css'>", False),
        (f"{HEAD}<b>{LATE}<script src='{{}}_static/b.js'></script>", False),
        (f"{HEAD}<b>{LATE}<SCRIPT src='{{}}_static/a.js'></SCRIPT>", False),
        (f"{HEAD}<b>{LATE}<script>let a = 1</script>", False),
        (f"{LATE}{HEAD}<b>", False),
        (f"{HEAD}<b onclick='this.style = a'>{LATE}", False),
    ],
)
def test_only_a_sheet_or_a_script_that_was_not_there_may_use_any_property(
    written: str, is_known: bool, tmp_path: Path
) -> None:
    file = tmp_path / "p.html"
    file.write_text(written.format(*["../"] * written.count("{}")))
    regions = [
        Region("css", "file", "output", SHEET.format(ROOT_MARKER), implicit=True),
        Region("js", "file", "output", SCRIPT.format(ROOT_MARKER), implicit=True),
        Region("js", "file", "output", LATE.format(ROOT_MARKER), implicit=True, late=True),
    ]
    names = frozenset({"head", "link", "script", name_of_size("", "utf-8")})
    index = Index(
        {each.id: PlacedRegion(each, TemplatePlace("", 0)) for each in regions},
        {each.id: each.nodelist for each in regions},
        {"p": Page("../", tuple(RegionUse(each.id, each.id) for each in regions), True, (BLOCK,))},
    )
    index.pages["p"] = replace(index.pages["p"], names=names)
    read_again(index, WrittenSite(tmp_path, lambda page: file, "utf-8", set))
    assert "b" in index.pages["p"].names
    assert (ANY_PROPERTY not in index.pages["p"].names) == is_known


@pytest.mark.parametrize("has_pages", [True, False])
def test_a_page_without_a_file_has_the_names_it_had(tmp_path: Path, has_pages: bool) -> None:
    site = WrittenSite(tmp_path, lambda page: tmp_path / page, "utf-8", set, has_pages=has_pages)
    index = Index(pages={"p": Page("", names=frozenset({"p", "@size 3"}))})
    read_again(index, site)
    assert index.pages["p"].names == {"p"}


@pytest.mark.parametrize(("encoding", "size"), [("utf-8", 3), ("latin-1", 7), ("utf-16-le", 2)])
def test_the_size_is_that_of_the_file(encoding: str, size: int) -> None:
    assert name_of_size("\u20ac", encoding) == f"@size {size}"
