"""Tests of which pages may have a gate, and of the names that their elements may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.gated_page import GatedPages, PageToGate
from sphinx_compress.build.noted_scripts import IS_NOTED, scripts_among
from sphinx_compress.core.names import ANY_PROPERTY, names_among
from sphinx_compress.page.frames import Frames
from sphinx_compress.page.scan import Scanner
from tests.sites import Site

LINK = '<link rel="stylesheet" href="_static/a.css" />'
LATE = '<script src="_static/a.js"></script>'


@pytest.fixture(name="gated")
def gated_pages_of_a_site(tmp_path: Path) -> GatedPages:
    site = Site(tmp_path)
    site.write("a.js", "document.body.className = 'of-a-file'")
    site.write("rules.js", "document.styleSheets[0].cssRules")
    site.write("layout.js", "document.body.offsetWidth")
    compressor = site.compressor()
    return GatedPages(EarlyScripts(compressor.sources, compressor.cache))


def page(head: str = LINK, body: str = "<p>Text</p>", tail: str = LATE) -> str:
    return f"<html><head>{head}</head><body>{body}{tail}</body></html>"


def look_at(gated: GatedPages, html: str) -> tuple[str, frozenset[str]]:
    """Return what stands behind the gate, and the names."""
    scanner = Scanner()
    found = scanner.scan(html)
    vocabulary = gated.vocabulary(html)
    seen = PageToGate(html, found, scanner.script_starts(html), "", vocabulary)
    place, names = gated.look_at(seen)
    return html[place:], vocabulary | names if vocabulary and place else frozenset()


def test_the_gate_stands_before_the_scripts_at_the_end(gated: GatedPages) -> None:
    behind, names = look_at(gated, page(body="<p id=Top class='a b'></p>"))
    assert behind == f"{LATE}</body></html>"
    assert {"p", "#top", ".a", ".b", "[id", "script", "body"} <= names


def test_without_scripts_it_stands_at_the_end_of_the_body(gated: GatedPages) -> None:
    behind, names = look_at(gated, page(tail="", body="<p title='</body>'></p>"))
    assert behind == "</body></html>"
    assert names


@pytest.mark.parametrize(
    "html",
    [
        "",
        page(""),
        page(tail="").replace("</body>", ""),
        page(tail="").replace("</head>", ""),
        page(f'<link rel="preload" as="style" href="_static/a.css" />{LINK}'),
        page("", body=LINK),
        page(body="<SCRIPT>document.styleSheets</SCRIPT>"),
        page(body="<script nonce='x'></script>"),
        page(body="<script/src=a.js></script>"),
        page(body="<svg><script href='_static/a.js'></script></svg>"),
        page(body="<img src=x onerror='f()'>"),
        page() + "<!-- </body> -->",
        page(tail="<textarea></body></textarea>") + "x",
        page(f'{LINK}<meta http-equiv="Content-Security-Policy" content="script-src x">'),
    ],
)
def test_a_page_without_a_place_or_a_use_for_a_gate_has_none(html: str, gated: GatedPages) -> None:
    assert look_at(gated, html)[1] == frozenset()


RULES = '<script src="_static/rules.js"></script>'


def files(gated: GatedPages, html: str) -> list[tuple[bool, bool]]:
    """Return which files of scripts forbid a gate, and which are in the body."""
    found = gated.early_scripts.of_pages(look_at(gated, html)[1])
    return [(script.is_refused(in_body=in_body), in_body) for script, in_body in found]


def test_a_script_in_the_page_that_reads_rules_forbids_a_gate(gated: GatedPages) -> None:
    inline = "<p><script>document.styleSheets</script></p>"
    assert not look_at(gated, page(body=inline))[1]
    assert not look_at(gated, page(body=inline, tail=""))[1]
    # In a run of a region it is looked at with that.
    assert look_at(gated, page(LINK + inline[3:-4] + LATE))[1]


def test_a_script_in_the_body_may_not_read_layout(gated: GatedPages) -> None:
    inline = "<script>document.documentElement.offsetWidth</script>"
    assert look_at(gated, page(f"<noscript></noscript>{inline}{LINK}"))[1]
    assert not look_at(gated, page(body=f"<p>{inline}</p>"))[1]


def test_the_names_of_a_page_tell_of_files_that_are_looked_at_later(gated: GatedPages) -> None:
    layout = RULES.replace("rules", "layout")
    assert files(gated, page(body=f"<p>{RULES}</p>")) == [(True, True)]
    assert files(gated, page(body=f"<p>{layout}</p>")) == [(True, True)]
    assert files(gated, page(body=f"<p>{LATE}</p>")) == [(False, True)]
    deferred = RULES.replace(" src", " defer src")
    assert files(gated, page(body=f"<p>{deferred}</p>")) == [(False, True)]
    # Those of runs are looked at with these; nothing behind the gate is.
    assert files(gated, page(LINK + RULES, tail=LATE + RULES)) == []


def test_what_a_script_in_the_page_names_is_a_part_of_it(gated: GatedPages) -> None:
    inline = "<script>document.body.className = 'of-a-block'</script>"
    may_be = names_among(look_at(gated, page(body=f"<p>{inline}</p>"))[1])
    assert may_be(".of-a-block")
    assert not may_be(".of-none")


def test_a_script_of_another_site_that_holds_up_the_page_forbids_a_gate(gated: GatedPages) -> None:
    foreign = '<script src="https://example.org/a.js"></script>'
    assert not look_at(gated, page(body=f"<p>{foreign}</p>"))[1]
    assert look_at(gated, page(body=f"<p>{foreign.replace(' src', ' async src')}</p>"))[1]


def test_what_waits_in_the_page_names_nothing(gated: GatedPages) -> None:
    inline = (
        "<script>addEventListener('load', () => { document.body.className = 'x-late' })</script>"
    )
    names = look_at(gated, page(body=f"<p>{inline}</p>"))[1]
    assert not names_among(names)(".x-late")
    called = "<script>ready(() => { document.body.className = 'x-late' })</script>"
    names = look_at(gated, page(body=f"<p>{called}</p>"))[1]
    assert not names_among(names)(".x-late")
    assert [script.declares for script, _ in gated.early_scripts.of_pages(names)] != [None]


def test_what_a_reader_does_comes_late(gated: GatedPages) -> None:
    assert look_at(gated, page(body="<p onclick='f()' onkeydown='f()'></p>"))[1]


def test_a_script_that_takes_names_from_elsewhere_forbids_a_gate(gated: GatedPages) -> None:
    inline = "<script>document.documentElement.classList.add(localStorage.theme)</script>"
    assert not look_at(gated, page(f"<noscript></noscript>{inline}{LINK}"))[1]


def test_all_names_are_noted_whether_there_is_a_gate_or_not(gated: GatedPages) -> None:
    html = page(body="<p class=x><script>document.styleSheets</script></p>")
    assert not look_at(gated, html)[1]
    scanner = Scanner()
    seen = PageToGate(html, scanner.scan(html), scanner.script_starts(html), "", frozenset())
    assert gated.all_names(seen) == frozenset()
    noting = GatedPages(gated.early_scripts, notes_all=Frames())
    names = noting.all_names(seen)
    assert {IS_NOTED, ".x"} <= names
    assert [*scripts_among(names)] == ["<script>document.styleSheets</script>"]
    assert not noting.all_names(seen._replace(html=html.replace("script", "SCRIPT"), starts=()))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(), False),
        (page(f'{LINK}<title>a</title><link rel="next" href="b.html" title="stylesheet" />'), True),
        (page(f"{LINK}<link rel=icon href=a.css><link rel='next' title='>'>"), True),
        (page(f"{LINK}<link rel=icon href=a.css><a>stylesheet</a>"), False),
        (page(body="<link rel=stylesheet href=b.css>"), True),
        (page(body="<noscript><link rel='style&#115;heet' href=b.css></noscript>"), True),
        (page(body="""<link a='"' b="''>" rel=stylesheet>"""), True),
        (page(body="<p onclick='this.style.top = f()'>"), True),
        (page(body="<p onclick='print()'>"), False),
        (page(body="<p style='top:0'>"), False),
    ],
)
def test_a_page_may_have_sheets_and_code_that_use_any_custom_property(
    html: str, expected: bool, gated: GatedPages
) -> None:
    behind, names = look_at(gated, html)
    assert behind.endswith("</body></html>")
    assert (ANY_PROPERTY in names) == expected


def test_rules_of_the_page_itself_that_tell_its_last_elements_forbid_a_gate_there(
    gated: GatedPages,
) -> None:
    head = LINK + "<style>p:last-child { color: red }</style>"
    assert look_at(gated, page(head, tail=""))[1] == frozenset()
    # Where scripts end the page, they do not.
    assert look_at(gated, page(head))[1]
    assert look_at(gated, page(LINK + "<style>p { color: red }</style>", tail=""))[1]
