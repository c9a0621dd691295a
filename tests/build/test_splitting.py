"""Tests of which style sheets are split, and that each build ends like one from scratch."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.projects import Unmarked, css, js, snapshot
from tests.sites import AS_IT_IS, Site


def rules(letter: str, number: int = 120) -> str:
    """Return rules for a class that no compression makes small."""
    texts = (hashlib.sha256(f"{letter}{each}".encode()).hexdigest() for each in range(number))
    return "".join(f"\n.{letter} {{ content: '{text}' ; }}\n" for text in texts)


def body(*classes: str) -> str:
    return "".join(f'<p class="{each}"></p>' for each in classes)


@pytest.fixture(name="site")
def a_site_with_large_sheets(tmp_path: Path) -> Unmarked:
    """Return a site; each page has a class of its own, which is critical, and ``.z`` is on none."""
    site = Site(
        tmp_path / "site",
        values={
            **AS_IT_IS,
            "critical": "file",
            "css_filters": ["urls", "csscompressor"],
            "js_filters": ["rjsmin"],
        },
    )
    site.write("a.css", "p{a:b} .own{c:d} .later{e:f}" + rules("z"))
    site.write("b.css", "p{c:d}" + rules("y"))
    site.write("small.css", ".z{a:b}")
    for name in "abcd":
        site.write(f"{name}.js", f"{name}()  // a comment that is left out\n")
    site.write("early.js", "document.documentElement.className = 'other'")
    pages = {f"p{number}": (css("a"), js("a", "b")) for number in range(3)}
    pages["deep/er"] = (css("a", "b"), js("a"))
    pages["plain"] = (css("small"), js("a"))
    pages["bare"] = (css("a"), "")
    return Unmarked(site, pages)


def critical(site: Unmarked) -> list[str]:
    """Return the texts of all critical parts."""
    return [path.read_text() for path in sorted(site.store.glob("css/critical.*"))]


def is_split(site: Unmarked, page: str) -> bool:
    text = site.text(page)
    parts = (text.count("data-compress-late"), text.count("<noscript data-compress-whole"))
    gates = text.count("data-compress-gate")
    assert (parts[0] > 0, gates) in {(True, 3), (False, 0)}, text
    assert parts[0] == parts[1]
    return gates > 0


def anew(site: Unmarked) -> dict[str, bytes]:
    """Return what a build from scratch leaves of the same sources."""
    fresh = Unmarked(
        Site(site.site.directory.parent / "fresh", values=site.site.values), site.pages
    )
    shutil.rmtree(fresh.site.directory, ignore_errors=True)
    sources = site.html / "_static"
    shutil.copytree(sources, fresh.html / "_static", ignore=shutil.ignore_patterns("compress"))
    fresh.build()
    return snapshot(fresh.html)


def test_pages_have_the_critical_parts_of_their_sheets_and_a_gate(site: Unmarked) -> None:
    summary, problems = site.build()
    assert problems == []
    assert all(is_split(site, page) for page in site.pages if page != "plain")
    assert not is_split(site, "plain")
    assert site.text("bare").index("data-compress-gate") < site.text("bare").index("</body>")
    assert site.text("p0").index("data-compress-gate") < site.text("p0").index("/js/output.")
    assert '"../_static/compress/css/critical.' in site.text("deep/er")
    assert not any(".z{" in text or ".y{" in text for text in critical(site))
    assert summary.relinked == len(site.pages) - 1
    assert anew(site) == snapshot(site.html)


def test_each_page_of_a_sheet_says_what_is_critical(site: Unmarked) -> None:
    site.pages["p0"] = (css("a"), body("own") + js("a", "b"))
    site.build()
    before = critical(site)
    assert "p{a:b}.own{c:d}" in before
    # One more page has another name.
    site.pages["p1"] = (css("a"), body("later") + js("a", "b"))
    site.build("p1")
    assert "p{a:b}.own{c:d}.later{e:f}" in critical(site)
    assert anew(site) == snapshot(site.html)
    # And it has not any more: the pages are as they were.
    site.pages["p1"] = (css("a"), js("a", "b"))
    site.build("p1")
    assert critical(site) == before
    assert anew(site) == snapshot(site.html)


def test_what_an_early_script_of_a_run_names_is_critical(site: Unmarked) -> None:
    site.site.write("a.css", "p{a:b} .other{c:d}" + rules("z"))
    site.pages["p0"] = (css("a") + js("early"), js("a", "b"))
    site.build()
    assert "p{a:b}.other{c:d}" in critical(site)
    site.site.write("early.js", "0")
    site.build("p1")
    assert "p{a:b}" in critical(site)
    assert anew(site) == snapshot(site.html)


Change = Callable[[Unmarked], None]


def no_part(site: Unmarked) -> None:
    site.site.write("a.css", "@namespace x 'y';" + rules("z"))


def all_is_critical(site: Unmarked) -> None:
    site.pages["p1"] = (css("a"), body("z") + js("a", "b"))


def rules_are_read(site: Unmarked) -> None:
    site.pages["p1"] = (css("a"), "<script>document.styleSheets</script>" + js("a", "b"))


def sheets_are_small(site: Unmarked) -> None:
    site.site.write("a.css", rules("z", 3))
    site.site.write("b.css", "")


def early_script_reads_rules(site: Unmarked) -> None:
    site.site.write("early.js", "document.styleSheets")


def early_script_is_gone(site: Unmarked) -> None:
    (site.html / "_static" / "early.js").unlink()


def page_is_gone(site: Unmarked) -> None:
    del site.pages["p1"]
    site.file("p1").unlink()


def sheets_are_others(site: Unmarked) -> None:
    site.pages["p1"] = (css("b"), js("a", "b"))
    site.site.write("a.css", "p{x:y}" + rules("x"))


def scripts_are_others(site: Unmarked) -> None:
    site.site.write("b.js", "another()")
    site.pages["p1"] = (css("a"), js("d"))


@pytest.mark.parametrize(
    "change",
    [
        no_part,
        all_is_critical,
        rules_are_read,
        sheets_are_small,
        early_script_reads_rules,
        early_script_is_gone,
        page_is_gone,
        sheets_are_others,
        scripts_are_others,
    ],
)
def test_a_build_after_a_change_ends_like_one_from_scratch(change: Change, site: Unmarked) -> None:
    site.pages["p2"] = (css("a") + js("early", "c"), js("a", "b"))
    site.build()
    first = snapshot(site.html)
    sources = {path: path.read_bytes() for path in site.html.glob("_static/*.*")}
    pages = dict(site.pages)
    change(site)
    # Sphinx writes the pages that have changed; there is one, at least.
    site.build(*(["p1"] if "p1" in site.pages else ["p0"]))
    assert {page: is_split(site, page) for page in site.pages}
    after = snapshot(site.html)
    assert after != first
    assert anew(site) == after
    # And back again.
    for path, data in sources.items():
        path.write_bytes(data)
    site.pages = pages
    site.build("p1")
    assert snapshot(site.html) == first


def test_a_sheet_is_loaded_as_a_whole_for_others_only_while_a_page_does_so(site: Unmarked) -> None:
    site.site.write("a.css", rules("z") + rules("own").replace(".own", "p"))
    site.pages = {name: (css("a"), body("own")) for name in ("p0", "p1")}
    site.build()
    first = snapshot(site.html)
    assert [*site.store.glob("css/rest.*")]
    site.pages["p1"] = (css("a"), "<p onload='f()'>")
    site.build("p1")
    assert is_split(site, "p0")
    assert not is_split(site, "p1")
    assert not [*site.store.glob("css/rest.*")]
    assert snapshot(site.html) == anew(site)
    site.pages["p1"] = (css("a"), body("own"))
    site.build("p1")
    assert snapshot(site.html) == first


def test_switched_off_nothing_is_split(site: Unmarked) -> None:
    site.build()
    site.site.values["critical"] = "off"
    site.build()
    assert not any(is_split(site, page) for page in site.pages)
    assert critical(site) == []
    assert anew(site) == snapshot(site.html)


def test_no_sheet_is_split_for_a_script_that_selects_links(site: Unmarked) -> None:
    site.site.write("b.js", "addEventListener('x', () => document.querySelector('link').rel)\n")
    site.build()
    # What all pages with these sheets have is theirs alone.
    assert not is_split(site, "p0")
    assert is_split(site, "bare") == is_split(site, "p0")
    assert is_split(site, "deep/er")
    assert snapshot(site.html) == anew(site)


def test_custom_properties_come_late_until_a_page_mentions_them(site: Unmarked) -> None:
    site.site.write("a.css", "p{--x:1;--y:2;a:var(--y)} .own{--x:3}" + rules("z"))
    site.pages = {name: (css("a"), body("own")) for name in ("p0", "p1")}
    site.build()
    first = snapshot(site.html)
    assert critical(site) == ["p{--y:2;a:var(--y)}"]
    for changed in (
        "<p class=own style='a:var(--X)'>",
        "<style>p{a:var(--x)}</style>" + body("own"),
    ):
        site.pages["p1"] = (css("a"), changed)
        site.build("p1")
        assert critical(site) == ["p{--x:1;--y:2;a:var(--y)}.own{--x:3}"]
        assert anew(site) == snapshot(site.html)
        site.pages["p1"] = (css("a"), body("own"))
        site.build("p1")
        assert snapshot(site.html) == first


def test_another_sheet_of_a_page_may_mention_custom_properties(site: Unmarked) -> None:
    site.site.write("a.css", "p{--x:1;a:b}" + rules("z"))
    site.site.write("b.css", "p{a:var(--x)}")
    site.pages = {"p0": (css("a"), body("own")), "p1": (css("a"), body("own"))}
    site.build()
    assert critical(site) == ["p{a:b}"]
    for tags in (
        css("a", "b"),
        css("a") + '<link rel="stylesheet" href="https://a.example/b.css">',
    ):
        site.pages["p1"] = (tags, body("own"))
        site.build("p1")
        assert any("p{--x:1;a:b}" in text for text in critical(site))
        assert anew(site) == snapshot(site.html)


def test_no_sheet_is_split_that_tells_of_a_gate_where_nothing_was(site: Unmarked) -> None:
    site.site.write("a.css", "body > p:last-child{a:b} p{c:d}" + rules("z"))
    site.build()
    assert not any(is_split(site, page) for page in ("p0", "bare"))
    assert "data-compress" not in site.text("bare")
    # Elsewhere, scripts are the last of a page anyway.
    site.pages["bare"] = (css("a"), js("a"))
    site.build()
    assert is_split(site, "p0")
    assert snapshot(site.html) == anew(site)
