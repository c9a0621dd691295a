"""Tests of the end of a build whose templates mark no regions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinx_compress.build.reconcile import Reconciler
from sphinx_compress.build.revision import CompressingRevision
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.chunking import Chunking
from sphinx_compress.js.tag_references import ANY
from sphinx_compress.manifest.explain import explain_page
from tests.build.projects import Unmarked, css, js, snapshot
from tests.sites import Site


def test_what_all_pages_load_is_one_bundle_of_each_kind(unmarked: Unmarked) -> None:
    unmarked.pages["sub/page"] = unmarked.pages["p0"]
    summary, problems = unmarked.build()
    assert problems == []
    assert {tuple(unmarked.tags(page)) for page in unmarked.pages} == {("*", "*")}
    assert (summary.regions, summary.pages, summary.requests) == (2, 7, (4, 2))
    assert unmarked.chunking() == Chunking()


def test_what_some_pages_have_more_is_a_bundle_of_its_own(unmarked: Unmarked) -> None:
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b"))
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "*"]
    # Also on those that were rendered before the others were known.
    assert {tuple(unmarked.tags(f"q{number}")) for number in range(6)} == {("*", "*", "*")}
    assert re.findall("href=.*?>", unmarked.text("q0"))[0] in unmarked.text("p0")


def test_pages_of_removed_documents_do_not_change_how_others_are_cut(unmarked: Unmarked) -> None:
    removed = {f"q{number}": (css("a"), js("a")) for number in range(6)}
    unmarked.pages |= removed
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "*", "*", "*"]
    for name in removed:
        del unmarked.pages[name]
    unmarked.build("p0")
    assert unmarked.chunking() == Chunking()
    assert {tuple(unmarked.tags(page)) for page in unmarked.pages} == {("*", "*")}
    # Sphinx leaves their pages, which are still put right.
    unmarked.site.write("a.css", ".new { color : blue ; }")
    unmarked.build("p0")
    (sheet,) = re.findall('href="([^"]*)"', unmarked.text("q0"))
    assert "blue" in (unmarked.html / sheet).read_text()


@pytest.mark.parametrize("order", [1, -1])
def test_bundles_are_the_same_whatever_the_order_of_pages(
    order: int, unmarked: Unmarked, tmp_path: Path
) -> None:
    block = "<script>common()</script>"
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a") + block + js("b"))
        unmarked.pages[f"r{number}"] = (css("a", "b", "d"), js("a") + block + js("b", "c"))
    unmarked.pages["search"] = (css("a"), js("f"))
    other = Unmarked(Site(tmp_path / "other", values=unmarked.site.values))
    shutil.copytree(unmarked.html, other.html)
    names = sorted(unmarked.pages, key=lambda name: (name[1:], name))[::order]
    other.pages = {name: unmarked.pages[name] for name in names}
    unmarked.build()
    other.build()
    assert snapshot(unmarked.html) == snapshot(other.html)
    assert unmarked.chunking() == other.chunking()
    # Nor of how many builds it took.
    for name in names:
        other.build(name)
        assert snapshot(unmarked.html) == snapshot(other.html)


def test_pages_that_are_built_one_by_one_become_the_same(
    unmarked: Unmarked, tmp_path: Path
) -> None:
    for number in range(4):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b", "c"))
    other = Unmarked(Site(tmp_path / "other", values=unmarked.site.values))
    shutil.copytree(unmarked.html, other.html)
    for name, texts in reversed(unmarked.pages.items()):
        other.pages[name] = texts
        other.build(name)
    unmarked.build()
    assert snapshot(unmarked.html) == snapshot(other.html)


def test_a_block_that_all_pages_have_joins_at_the_end(unmarked: Unmarked) -> None:
    block = "<script>common()</script>"
    unmarked.pages = dict.fromkeys(unmarked.pages, (css("a"), js("a") + block + js("b")))
    unmarked.build()
    for page in unmarked.pages:
        assert block not in unmarked.text(page)
        assert unmarked.tags(page)[1:] == ["*"]
    unmarked.pages |= dict.fromkeys(("p0", "p1", "p2"), (css("a"), js("a", "b")))
    unmarked.build()
    # Since half of them have it no more, it is back in those that have it.
    assert [block in unmarked.text(page) for page in sorted(unmarked.pages)] == [False] * 3 + [
        True
    ] * 3


def test_a_tag_that_a_script_of_any_page_refers_to_is_kept_on_all_pages(unmarked: Unmarked) -> None:
    refers = (
        "<p></p><script>document.querySelector('link[href$=\"b.css\"]').disabled = true</script>"
    )
    unmarked.pages["zz/last"] = (css("a", "b", "c"), refers + "<p></p>" + js("a", "b"))
    unmarked.pages |= {name: (css("a", "b", "c"), "") for name in ("p0", "p1")}
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "b.css", "*"]
    assert unmarked.tags("p5")[:2] == ["*", "b.css"]
    assert unmarked.tags("zz/last")[:3] == ["*", "b.css", "*"]
    assert unmarked.chunking().words.keys() == {"b.css", f"{ANY['css']} b.css"}
    del unmarked.pages["zz/last"]
    unmarked.file("zz/last").unlink()
    # It is free again as soon as no page has the script.
    unmarked.build("p2")
    assert unmarked.tags("p5")[0] == "*"
    assert len(unmarked.tags("p5")) == 2
    assert not unmarked.chunking().words


@pytest.mark.parametrize("where", ["run", "head", "alone", "marked"])
def test_a_file_may_refer_to_tags_wherever_a_page_loads_it(where: str, unmarked: Unmarked) -> None:
    unmarked.site.write("referring.js", "document.styleSheets[0].disabled = true")
    head, tail = unmarked.pages["p3"]
    if where == "run":
        unmarked.pages["p3"] = (head, tail + js("referring"))
    elif where == "head":
        unmarked.pages["p3"] = (head + js("referring"), tail)
    elif where == "alone":
        unmarked.pages["p3"] = (head, f"{js('referring')}<p></p>{tail}")
    else:
        unmarked.pages["p3"] = (
            head,
            f"<script type=module src=_static/referring.js></script>{tail}",
        )
    unmarked.build()
    assert {tuple(unmarked.tags(page)[:2]) for page in unmarked.pages} == {("a.css", "b.css")}
    # A change of the script alone is seen, too, though no page is rendered.
    unmarked.site.write("referring.js", "f()")
    unmarked.build("p0")
    assert {unmarked.tags(page)[0] for page in unmarked.pages} == {"*"}


def test_what_is_learnt_is_kept_for_the_next_build(unmarked: Unmarked) -> None:
    for number in range(6):
        unmarked.pages[f"q{number}"] = (css("a", "b", "c"), js("a", "b"))
    unmarked.build()
    assert len(unmarked.chunking().cuts) == 1
    path = unmarked.site.directory / "state" / "chunking.json"
    before = path.stat()
    summary, _ = unmarked.build()
    assert summary.relinked == 0
    after = path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    path.write_text("{")
    unmarked.build()
    assert len(unmarked.chunking().cuts) == 1


def test_switched_off_nothing_is_known_any_more(unmarked: Unmarked) -> None:
    unmarked.build()
    state = PageState(unmarked.site.directory / "state")
    written = WrittenSite(unmarked.html, unmarked.file, "utf-8", lambda: set(unmarked.pages))
    for page in unmarked.pages:
        unmarked.file(page).write_text("")
    revision = CompressingRevision(unmarked.site.compressor(), state, unmarked.html / "_static")
    Reconciler(revision, state, written).retire()
    assert not (unmarked.site.directory / "state" / "chunking.json").exists()
    assert not unmarked.store.exists()


def test_the_decisions_know_the_region_of_each_page(unmarked: Unmarked) -> None:
    unmarked.build()
    for page in unmarked.pages:
        assert [line.split()[0] for line in map(str, explain_page(unmarked.file(page)))] == [
            "_static/a.css",
            "_static/b.css",
            "_static/a.js",
            "_static/b.js",
        ]
        assert all("is in" in line for line in map(str, explain_page(unmarked.file(page))))


def test_the_decisions_know_regions_that_differ_in_checksums(unmarked: Unmarked) -> None:
    # Pages of an earlier build have the checksum of then.
    unmarked.site.write("gone.js", "document.currentScript.src")
    for number, page in enumerate(unmarked.pages):
        tail = js("a", "b") + js("gone").replace(".js", f".js?v={number}")
        unmarked.pages[page] = ("", tail)
    unmarked.build()
    for page in unmarked.pages:
        lines = [*map(str, explain_page(unmarked.file(page)))]
        assert lines[0].startswith("  _static/a.js is in js/output.")
        assert lines[2].startswith("  _static/gone.js stays: it may look for its own tag")


def test_a_run_is_relinked_where_it_is_and_not_where_it_is_shown(unmarked: Unmarked) -> None:
    # The same text stands in a comment before the run.
    unmarked.pages = {"index": (f"<!-- {css('late')} -->{css('late')}", "")}
    unmarked.build()
    assert unmarked.tags("index") == ["late.css", "late.css"]
    unmarked.site.write("late.css", ".late { color : red ; }\n\n")
    unmarked.pages["other"] = ("", "")
    unmarked.build("other")
    assert unmarked.tags("index") == ["late.css", "*"]


def test_a_script_that_no_page_has_any_more_refers_to_nothing(unmarked: Unmarked) -> None:
    unmarked.site.write("referring.js", "document.styleSheets[0].disabled = true")
    without = dict(unmarked.pages)
    unmarked.pages = dict.fromkeys(without, (css("a", "b"), js("referring", "a")))
    unmarked.build()
    assert unmarked.tags("p0")[:2] == ["a.css", "b.css"]
    unmarked.pages = without
    # As long as it is there, another script may load it.
    (unmarked.html / "_static" / "referring.js").unlink()
    unmarked.build()
    assert unmarked.tags("p0") == ["*", "*"]
    before = snapshot(unmarked.html)
    unmarked.build()
    assert snapshot(unmarked.html) == before
