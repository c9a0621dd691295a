"""Tests of what has scripts wait until the style sheets are there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sphinx_compress.__main__ import main
from sphinx_compress.page.defer import deferred_run, rearranged
from sphinx_compress.page.defer_code import CODE, OPENING, SHIM
from sphinx_compress.page.scan import Scanner
from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]

SHEET = '<link rel="stylesheet" href="a.css">'


def script(name: str, attributes: str = "") -> str:
    return f'<script{attributes} src="{name}.js"></script>'


def deferred(name: str) -> str:
    return script(name, " defer")


def page(head: str, tail: str = script("late"), body: str = "<p>Text</p>") -> str:
    return f"<html><head>{SHEET}{head}</head><body>{body}{tail}<p>End</p></body></html>"


def run_of(html: str) -> str | None:
    """Return the text of the run that is deferred."""
    run = deferred_run(html, Scanner().scan(html))
    return html[run.start : run.end] if run else None


def rearranged_page(html: str) -> str:
    found = Scanner().scan(html)
    run = deferred_run(html, found)
    assert run is not None
    return rearranged(html, found, run)


# What is deferred


@pytest.mark.parametrize(
    "tail",
    [
        script("late"),
        f"{script('late')}\n<script>inline()</script>\n{script('later', ' async')}",
        script("late", ' type="module"'),
        script("https://example.org/late", " async"),
        script("//example.org/late", " defer"),
        script("/en/latest/late"),
    ],
)
def test_the_scripts_at_the_end_are_deferred(tail: str) -> None:
    assert run_of(page("", tail)) == tail


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "<script>inline()</script>",
        script("late", ' nonce="abc"'),
        f'{script("late")}<script nonce="abc">inline()</script>',
        script("late", ' integrity="sha384-x"'),
        # Chromium may refuse what is written and would hold up the page.
        script("https://example.org/late"),
        script("//example.org/late"),
        script("\\\\example.org/late"),
        # It would end the element around it.
        f"{script('late')}<script>x = '</noscript>'</script>",
        f"{script('late')}<script>x = '</NoScript >'</script>",
        f"{script('late')}<script>while (x --> 0);</script>",
    ],
)
def test_what_would_not_become_the_same_is_not_deferred(tail: str) -> None:
    assert run_of(page("", tail)) is None


def test_a_page_without_a_style_sheet_has_nothing_to_wait_for() -> None:
    assert run_of(page("").replace(SHEET, "")) is None


@pytest.mark.parametrize("name", ["Content-Security-Policy", "content-security-policy"])
def test_a_page_that_has_a_policy_of_its_own_is_left_alone(name: str) -> None:
    assert run_of(page(f'<meta http-equiv="{name}" content="script-src *">')) is None
    assert run_of(page("", body=f"<p>{name}</p>")) == script("late")


def test_a_run_that_a_marked_region_cuts_in_two_is_left_alone() -> None:
    html = page("", f"{script('a')}{script('marked')}{script('b')}")
    start = html.index(script("marked"))
    found = Scanner().scan(html, taken=[(start, start + len(script("marked")))])
    assert sum(run.late for run in found) == 2
    assert deferred_run(html, found) is None


# Deferred scripts of the head


def test_deferred_scripts_go_to_the_end() -> None:
    head = f"{script('first')}\n{deferred('one')}\n{script('second')}\n{deferred('two')}"
    after = rearranged_page(page(head))
    tail = f"{script('late')}\n{deferred('one')}\n{deferred('two')}"
    assert after == page(f"{script('first')}\n\n{script('second')}\n", tail)


def test_deferred_scripts_go_before_those_that_are_there() -> None:
    for there in (deferred("own"), script("own", ' type="module"')):
        tail = f"{script('late')}\n{there}{script('last')}"
        after = rearranged_page(page(deferred("one"), tail))
        moved = f"{script('late')}\n{deferred('one')}\n{there}{script('last')}"
        assert after == page("", moved)


def test_style_sheets_between_which_one_stood_are_neighbours() -> None:
    after = rearranged_page(page(f"{deferred('one')}{SHEET}"))
    assert f"{SHEET}{SHEET}" in after


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        " async",
        " defer async",
        " defer id=x",
        ' defer data-x="y"',
        " defer integrity=x",
        " defer crossorigin",
        ' defer nonce="abc"',
        ' defer type="module"',
        ' defer type="text/x-own"',
        ' defer fetchpriority="high"',
    ],
)
def test_what_is_not_just_deferred_stays(attributes: str) -> None:
    html = page(script("one", attributes))
    assert rearranged_page(html) == html


@pytest.mark.parametrize(
    "attributes",
    [
        ' defer="defer"',
        ' type="text/javascript" defer',
        ' defer fetchpriority="low" charset="utf-8"',
    ],
)
def test_what_is_just_deferred_is_moved(attributes: str) -> None:
    one = script("one", attributes)
    assert rearranged_page(page(one)) == page("", f"{script('late')}\n{one}")


@pytest.mark.parametrize(
    "staying",
    [
        script("x", " defer id=x"),
        script("x", ' type="module"'),
        "<script type=module>import 'x'</script>",
        "<meta name=x><SCRIPT defer data-x src=x.js></SCRIPT>",
        # It may write one.
        r"<script>document.write('<script defer src=x.js><\/script>')</script>",
    ],
)
def test_deferred_scripts_keep_their_order(staying: str) -> None:
    html = page(f"{deferred('one')}{staying}")
    assert rearranged_page(html) == html
    html = page(deferred("one"), body=f"<p>Text</p>{staying}<p>More</p>")
    assert rearranged_page(html) == html
    # What stands behind all that stay is free to go.
    after = rearranged_page(page(f"{deferred('one')}{staying}{deferred('two')}"))
    assert after == page(f"{deferred('one')}{staying}", f"{script('late')}\n{deferred('two')}")


@pytest.mark.parametrize("odd", ["<script 'defer' src=x.js></script>", "<script", "<script "])
def test_in_doubt_deferred_scripts_stay(odd: str) -> None:
    html = page(deferred("one"), body=f"<p>Text</p>{odd}<script></script><p>More</p>")
    assert rearranged_page(html) == html


def test_scripts_that_are_not_deferred_are_in_no_ones_way() -> None:
    others = f"{script('deferred')}<meta name=x><script>x()</script>"
    after = rearranged_page(page(f"{deferred('one')}{others}"))
    assert after == page(others, f"{script('late')}\n{deferred('one')}")


def test_a_marked_region_that_is_deferred_is_in_the_way() -> None:
    html = page(f"{deferred('one')}{deferred('marked')}")
    start = html.index(deferred("marked"))
    found = Scanner().scan(html, taken=[(start, start + len(deferred("marked")))])
    run = deferred_run(html, found)
    assert run is not None
    assert rearranged(html, found, run) == html


# Announcements


def preload(name: str, attributes: str = "") -> str:
    return f'<link rel="preload" as="script"{attributes} href="{name}.js?v=1">'


def test_what_announces_a_script_that_waits_is_left_out() -> None:
    head = f"{preload('late')}{preload('one')}{preload('other')}{deferred('one')}"
    after = rearranged_page(page(head))
    assert after == page(preload("other"), f"{script('late')}\n{deferred('one')}")


def test_what_announces_a_script_that_does_not_wait_stays() -> None:
    html = page(f"{preload('one')}{script('one')}", script("one"))
    assert rearranged_page(html) == html


def test_an_announcement_that_somebody_may_look_for_stays() -> None:
    html = page(preload("late", " id=x"))
    assert rearranged_page(html) == html


# Builds


def held_text(built: Built, name: str) -> str:
    """Return what a page holds back."""
    _, opening, rest = built.text(name).partition(OPENING)
    assert opening
    return rest.partition("</noscript>")[0]


PAGES = ["index.html", "a/deep.html", "genindex.html", "search.html"]


def test_the_scripts_of_a_page_wait(project: MakeProject) -> None:
    built = project("test-delay").build()
    assert built.warnings == ""
    for name in PAGES:
        assert built.text(name).count(f"<script>{CODE}</script>") == 1
        text = held_text(built, name)
        assert "late.js" in text
        assert text.count(" defer") >= 2
        assert "preload" not in built.text(name)
        shim = re.search(r'<script href="([^"]*)">', built.text(name))
        assert shim is not None
        assert built.linked(name, shim[1]) == SHIM
    assert "/js/delay." in "".join(built.manifest.values())


def test_switched_off_nothing_waits(project: MakeProject) -> None:
    source = project("test-delay")
    source.build()
    built = source.build(compress_delay_scripts=False)
    for name in PAGES:
        assert OPENING not in built.text(name)
        assert built.text(name).count('rel="preload"') == 1
    assert not any("delay" in name for name in built.bundles)


def test_the_edit_of_a_file_reaches_pages_that_have_scripts_wait(project: MakeProject) -> None:
    source = project("test-delay")
    deferred = (source.source / "_static" / "deferred.js").read_text()
    source.write("_static/deferred.js", "")
    first = source.run()
    assert "deferred.js is empty" in held_text(first, "a/deep.html")
    source.write("_static/deferred.js", deferred)
    source.write("_static/later.js", "seen.push('another ' + 'text')\n")
    source.write("_static/one.css", "p { color: rgb(7, 8, 9) }\n")
    source.edit()
    again = source.run()
    assert again.warnings == ""
    assert "relinked" in again.status
    assert "is empty" not in held_text(again, "a/deep.html")
    fresh = source.run(out="fresh")
    assert tree(again.directory) == tree(fresh.directory)


def test_pages_that_a_theme_writes_again_are_relinked(project: MakeProject) -> None:
    source = project("test-delay")
    source.write("conf.py", (source.source / "conf.py").read_text() + _AGAIN)
    source.run()
    source.write("_static/later.js", "seen.push('another ' + 'text')\n")
    # Only this page is written again, in the style of Sphinx.
    source.edit()
    built = source.run()
    assert built.warnings == ""
    bundle = re.findall(r"_static/compress/js/[\w.]+", held_text(built, "index.html"))
    assert re.findall(r"_static/compress/js/[\w.]+", held_text(built, "a/deep.html")) == bundle
    for url in bundle:
        assert (built.directory / url).is_file()


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


def test_a_page_with_scripts_that_wait_is_explained(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    built = project("test-delay").run("-v")
    line = "<noscript> stays: the scripts in it wait until the style sheets are there"
    assert f"compress:   {line}" in built.status
    assert main(["explain", str(built.directory / "a" / "deep.html")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].strip() == line
    assert not any("in no run" in line for line in lines if "searchbox" not in line)
