"""Builds of a site whose style sheets are split: each ends like one from scratch."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from sphinx_compress.__main__ import main
from tests.conftest import Built, Project, tree
from tests.sites import scripts_in_pages

MakeProject = Callable[[str], Project]

PAGES = ["index.html", "a/deep.html", "genindex.html", "search.html"]


def rules(letter: str) -> str:
    """Return rules for a class that no compression makes small."""
    texts = (hashlib.sha256(f"{letter}{each}".encode()).hexdigest() for each in range(200))
    return "".join(f"\n.{letter} {{ --x: {text} ; }}\n" for text in texts)


@pytest.fixture(name="source")
def a_project_with_a_large_sheet(project: MakeProject) -> Project:
    source = project("test-gate")
    source.write("_static/one.css", "p { color: rgb(1, 2, 3) }\n" + rules("zebra"))
    return source


def critical(built: Built, page: str) -> str:
    """Return the critical part of the sheets of a page."""
    text = built.text(page)
    assert text.count("data-compress-gate") == 3, page
    assert text.index("data-compress-late") < text.index("</head>")
    assert text.index("data-compress-gate") < text.index('id="end"')
    (url,) = re.findall(r'href="([^"]*/css/critical\.[^"]*)"', text)
    return built.linked(page, url)


def test_all_pages_have_the_critical_part_and_the_whole_sheet(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run("-j", "2")
    assert built.warnings == ""
    for page in PAGES:
        assert "p{color:#010203}" in critical(built, page)
        assert "zebra" not in critical(built, page)
        (sheet,) = [url for url in built.sheets(page) if "/css/output." in url]
        assert "zebra" in built.linked(page, sheet)
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    assert "its critical part comes first" in capsys.readouterr().out
    # A page names a class, and a script reads rules: pages are relinked.
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: zebra\n\n   Text\n")
    again = source.run()
    fresh = source.run(out="fresh")
    assert tree(again.directory) == tree(fresh.directory)
    source.write("_static/early.js", "document.styleSheets[0].cssRules")
    source.edit()
    again = source.run()
    fresh = source.run("-E", "-a", out="fresh")
    assert tree(again.directory) == tree(fresh.directory)
    assert not any("data-compress" in again.text(page) for page in PAGES)


def test_what_a_script_in_front_counts_is_in_the_critical_part(source: Project) -> None:
    sheet = ".level-2 p { color: rgb(4, 5, 6) }\n.level-x p { color: red }\n"
    source.write("_static/one.css", sheet + rules("zebra"))
    source.write("_static/early.js", "document.body.className = 'level-' + (1 + 1)")
    built = source.run()
    assert ".level-2 p{" in critical(built, "index.html")
    # It may be any class.
    for code in (
        "const list = document.documentElement.classList; list.add(localStorage.level)",
        "const key = 'className'; document.body[key] = localStorage.level",
    ):
        source.write("_static/early.js", code)
        source.edit()
        assert "data-compress-late" not in source.run().text("index.html")
    source.write("_static/early.js", "const seen = {}; seen[location.hash] = localStorage.level")
    source.edit()
    assert "data-compress-late" in source.run().text("index.html")


def test_an_offline_build_has_the_same_pages(source: Project) -> None:
    source.run(builder="compress")
    offline = source.run("-D", "compress_offline=1")
    assert offline.warnings == ""
    fresh = source.run(out="fresh")
    for page in PAGES:
        assert offline.text(page) == fresh.text(page)
        assert "p{color:#010203}" in critical(offline, page)


def test_switched_off_nothing_is_split(source: Project) -> None:
    built = source.build()
    assert "data-compress" in built.text()
    built = source.build(compress_critical="off")
    for page in PAGES:
        assert "data-compress" not in built.text(page)
        # Deferred scripts are not moved either.
        assert built.text(page).count('rel="preload"') == 1
    assert not any("critical" in name or "gate" in name for name in built.bundles)


INLINE = "compress_critical=inline"


def style(built: Built, page: str = "index.html") -> str:
    """Return the critical parts that stand in a page itself."""
    text = built.text(page)
    assert "/css/critical." not in text
    found = re.findall("<style>(.*?)</style><noscript", text)
    assert found
    assert text.count("data-compress-gate") == 3
    return "".join(found)


def test_the_critical_part_can_stand_in_each_page(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    font = "@font-face { font-family: x; src: url(x.woff2) }\n"
    sheet = f"{font}p {{ color: rgb(1, 2, 3); background: url(i.png) }}\n{rules('zebra')}"
    source.write("_static/one.css", sheet)
    scripts_in_pages(source.source)
    built = source.run("-D", INLINE, "-j", "2")
    assert built.warnings == ""
    for page, root in (("index.html", ""), ("a/deep.html", "../")):
        assert f"p{{color:#010203;background:url({root}_static/i.png)}}" in style(built, page)
        assert not {"zebra", "@font-face", "compress-root"} & {
            *re.findall(r"[@\w-]+", style(built, page))
        }
    assert not any("critical" in name for name in built.bundles)
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    assert "its critical part comes first (in the page itself)" in capsys.readouterr().out
    # Nothing has changed.
    before = tree(built.directory)
    assert tree(source.run("-D", INLINE).directory) == before
    # A page names a class: all pages are relinked.
    source.write("a/deep.rst", "Deep\n====\n\n.. container:: zebra\n\n   Text\n")
    again = source.run("-D", INLINE)
    assert tree(again.directory) == tree(source.run("-D", INLINE, out="fresh").directory)
    # A sheet has another color: all pages are relinked, too.
    source.write("a/deep.rst", "Deep\n====\n\nText\n")
    source.write("_static/one.css", sheet.replace("rgb(1, 2, 3)", "rgb(7, 8, 9)"))
    again = source.run("-D", INLINE)
    assert "p{color:#070809" in style(again)
    assert tree(again.directory) == tree(
        source.run("-E", "-a", "-D", INLINE, out="fresh").directory
    )


def test_pages_that_wait_for_a_script_have_their_part_in_a_file(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    built = source.run("-D", INLINE)
    assert "p{color:#010203" in critical(built, "index.html")
    assert main(["explain", str(built.directory / "index.html")]) == 0
    reason = "not in the page itself: most pages wait for _static/first.js as well"
    assert reason in capsys.readouterr().out
    # Now they do not, though most of them are not rendered again.
    scripts_in_pages(source.source)
    again = source.run("-D", INLINE)
    assert "p{color:#010203}" in style(again)
    assert tree(again.directory) == tree(source.run("-D", INLINE, out="fresh").directory)


def test_an_offline_build_has_the_critical_part_in_its_pages(source: Project) -> None:
    scripts_in_pages(source.source)
    source.run("-D", INLINE, builder="compress")
    offline = source.run("-D", INLINE, "-D", "compress_offline=1")
    fresh = source.run("-D", INLINE, out="fresh")
    for page in PAGES:
        assert offline.text(page) == fresh.text(page)
        assert "p{color:#010203}" in style(offline, page)


def test_pages_that_a_theme_writes_again_are_relinked(source: Project) -> None:
    source.write("conf.py", (source.source / "conf.py").read_text() + _AGAIN)
    source.run()
    source.write("_static/one.css", "p { color: rgb(7, 8, 9) }\n" + rules("zebra"))
    # Only this page is written again, in the style of Sphinx.
    source.edit()
    built = source.run()
    assert built.warnings == ""
    for page in PAGES:
        assert "p{color:#070809}" in critical(built, page)
    source.write("_static/early.js", "document.styleSheets[0].cssRules")
    source.edit()
    built = source.run()
    assert built.warnings == ""
    for page in PAGES:
        assert "data-compress" not in built.text(page)


_AGAIN = """

def write_again(app, error):
    from pathlib import Path

    from bs4 import BeautifulSoup, Comment

    for page in Path(app.outdir).rglob("*.html"):
        soup = BeautifulSoup(page.read_text(), "html.parser")
        # As sphinxawesome_theme does it.
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
            comment.extract()
        page.write_text(str(soup))


def setup(app):
    app.connect("build-finished", write_again)
"""


def rest(built: Built, page: str = "index.html") -> str:
    """Return what comes in place of the whole sheet of a page."""
    (url,) = re.findall(r'data-compress-late="" href="([^"]*/css/rest\.[^"]*)"', built.text(page))
    return built.linked(page, url)


def test_a_page_loads_no_rule_twice_if_it_need_not(
    source: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    used = rules("zebra") + rules("lion").replace(".lion", "p")
    source.write("_static/one.css", used)
    built = source.run("-j", "2")
    assert built.warnings == ""
    for page in PAGES:
        assert "p{--x" in critical(built, page)
        assert "p{--x" not in rest(built, page)
        assert rest(built, page).count(".zebra{") == 200
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    assert "its critical part comes first" in capsys.readouterr().out
    before = tree(built.directory)
    assert tree(source.run().directory) == before
    # A page that loads the whole sheet has it for all others, too.
    source.write("a/deep.rst", "Deep\n====\n\n.. raw:: html\n\n   <p onload='f()'>Text</p>\n")
    again = source.run()
    assert "/css/rest." not in again.text()
    assert tree(again.directory) == tree(source.run(out="fresh").directory)


def test_an_offline_build_loads_the_same(source: Project) -> None:
    source.write("_static/one.css", rules("zebra") + rules("lion").replace(".lion", "p"))
    source.run(builder="compress")
    offline = source.run("-D", "compress_offline=1")
    assert "p{--x" not in rest(offline)
    fresh = source.run(out="fresh")
    for page in PAGES:
        assert offline.text(page) == fresh.text(page)
