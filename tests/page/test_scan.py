"""Tests of the regions that are found in rendered pages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_compress.page.loose_scripts import loose_scripts
from sphinx_compress.page.pieces import pieces_of
from sphinx_compress.page.scan import Scanner

A = '<link rel="stylesheet" href="_static/a.css" />'
B = '<link rel="stylesheet" href="_static/b.css" />'
X = '<script src="_static/x.js"></script>'
Y = '<script src="_static/y.js"></script>'
STYLE = "<style>p{}</style>"
BLOCK = "<script>x()</script>"
PRELOAD = '<link rel="preload" as="script" href="_static/x.js" />'


def runs(
    html: str, *, page: str = "index", body: str = "", taken: tuple[tuple[int, int], ...] = ()
) -> list[str]:
    """Return the runs of a page, as they stand in it."""
    return [text for _, text in found(html, page=page, body=body, taken=taken)]


def found(
    html: str, *, page: str = "index", body: str = "", taken: tuple[tuple[int, int], ...] = ()
) -> list[tuple[str, str]]:
    stretches = Scanner().scan(html, page=page, body=body, taken=taken)
    return [(each.kind, html[each.start : each.end]) for each in stretches]


def head(text: str) -> str:
    return f"<!DOCTYPE html>\n<html lang=en>\n<head>{text}</head><body><p>Text</p></body></html>"


def end(text: str) -> str:
    return f"<html><head><title>t</title></head><body><p>Text</p>{text}</body></html>"


# What a run is


def test_neighbours_of_one_kind_are_a_run() -> None:
    assert found(head(f"\n  {A}\n  {B}{STYLE}\n{X} {BLOCK}\t{Y}\n")) == [
        ("css", f"{A}\n  {B}{STYLE}"),
        ("js", f"{X} {BLOCK}\t{Y}"),
    ]


def test_one_tag_is_a_run() -> None:
    assert runs(head(A)) == [A]
    assert runs(head(X)) == [X]
    assert runs(end(X)) == [X]


@pytest.mark.parametrize("text", [STYLE, BLOCK, f"{STYLE}\n{STYLE}", f"{BLOCK}{BLOCK}", ""])
def test_blocks_alone_are_no_run(text: str) -> None:
    assert runs(head(text)) == runs(end(text)) == []


def test_what_announces_files_is_found_apart_from_what_loads_them() -> None:
    more = PRELOAD.replace("x.js", "y.js")
    assert found(head(f"{A}{PRELOAD}\n{more}{X}{Y}{A}")) == [
        ("css", A),
        ("preload", f"{PRELOAD}\n{more}"),
        ("js", X + Y),
        ("css", A),
    ]


@pytest.mark.parametrize("rel", ["alternate stylesheet", "STYLESHEET", "preload stylesheet"])
def test_a_link_with_a_style_sheet_among_its_relations_is_part_of_a_run(rel: str) -> None:
    link = f'<link href="_static/c.css" rel="{rel}">'
    assert runs(head(f"{A}{link}{B}")) == [A + link + B]


@pytest.mark.parametrize("rel", ["icon", "modulepreload", "preconnect", "preload next", "", "x"])
def test_another_link_is_a_boundary(rel: str) -> None:
    assert runs(head(f'{A}<link rel="{rel}" href="_static/i">{B}')) == [A, B]
    assert runs(head(f'{A}<link href="_static/i">{B}')) == [A, B]


#: Comments that something may heed.
HEEDED = [
    "<!---->",
    "<!-- -->",
    "<!--[if !IE]><!-->",
    "<!--<![endif]-->",
    "<!-- [endif] -->",
    "<!-- endif -->",
    "<!-- EndBuild -->",
    "<!-- build:css all.css -->",
    "<!-- /ko -->",
    "<!-- jss-insertion-point -->",
    "<!--mui_styles-->",
    "<!-- ko if: modern -->",
    "<!--#include virtual='more.html' -->",
    "<!--esi <p>more</p> -->",
    "<!-- {{ more }} -->",
    "<!-- %more% -->",
    "<!-- $more -->",
    "<!-- <link> -->",
    "<!--- a - b --->",
]

BOUNDARIES = [
    *HEEDED,
    "<!-- a comment -->text",
    "<!-- a comment --><meta name=a content=b>",
    "<!-- a - b -- c ->-- d --!>",
    "<!--[if IE]><link rel=stylesheet href=x><![endif]-->",
    '<meta name="a" content="b">',
    "<META charset=utf-8 />",
    "<title>a &lt; b</title>",
    "<title>a <b> c</title>",
    "<noscript><link rel=stylesheet href=_static/n.css></noscript>",
    "<template><script src=_static/n.js></script></template>",
    "text",
]


@pytest.mark.parametrize("between", BOUNDARIES)
def test_something_else_is_a_boundary(between: str) -> None:
    assert runs(head(f"{A}\n{between}\n{B}")) == [A, B]
    assert runs(head(f"{X}\n{between}\n{Y}")) == [X, Y]
    assert runs(head(f"{between}{A}{between}")) == [A]


COMMENTS = [
    "<!-- a comment -->",
    "<!--One--> <!-- two\n(2) -->",
    "<!-- Müller's, and 1/2 - +3. -->",
]


@pytest.mark.parametrize("comment", COMMENTS)
def test_a_plain_comment_parts_no_tags(comment: str) -> None:
    assert runs(head(f"{A}\n{comment}\n{B}{X}{comment}{Y}")) == [
        f"{A}\n{comment}\n{B}",
        f"{X}{comment}{Y}",
    ]
    assert runs(end(f"{X}\n{comment}\n{BLOCK}{comment}{Y}")) == [
        f"{X}\n{comment}\n{BLOCK}{comment}{Y}"
    ]
    assert runs(head(f"{comment}{A}{comment}")) == [A]
    assert runs(end(f"{comment}{X}{comment}")) == [X]


def test_scripts_are_left_alone_where_our_policies_may_be_forbidden() -> None:
    policy = "require-trusted-types-for 'script'; trusted-types app"
    page = f'<html><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    rest = f"{A}{B}{X}{Y}</head><body><p>Text</p>{X}{Y}</body></html>"
    assert runs(page + rest) == [A + B]
    allowed = page.replace("trusted-types app", "trusted-types app sphinx-compress")
    assert runs(allowed + rest) == [A + B, X + Y, X + Y]


def test_a_plain_comment_parts_what_announces_files() -> None:
    more = PRELOAD.replace("x.js", "y.js")
    assert runs(head(f"{PRELOAD}<!-- a comment -->{more}")) == [PRELOAD, more]


def test_a_page_with_other_comments_has_the_same_runs_when_one_was_met_before() -> None:
    scanner = Scanner()
    for comment in (*COMMENTS, "", *COMMENTS):
        html = head(f"{A}{comment}{B}")
        assert [html[each.start : each.end] for each in scanner.scan(html)] == [A + comment + B]
        html = end(f"{X}{comment}{Y}")
        assert [html[each.start : each.end] for each in scanner.scan(html)] == [X + comment + Y]


@pytest.mark.parametrize(
    "between",
    [
        f"<svg>{A}</svg>",
        "<p>",
        "<div></div>",
        "<?php ?>",
        "<![CDATA[ ]]>",
        "<!-->",
        "<!--->",
        "<!-- open",
        "<title>open",
        "<style>open",
        "<script>open",
        "<script><!-- x --></script>",
        "<title><!-- </title>",
        "<noscript><!-- </noscript>",
        "<plaintext>",
        "<custom-element>",
        "<linked>",
        "<scripted>",
        "</p>",
        "< a",
        "<meta content='",
        "<link rel='stylesheet",
    ],
)
def test_behind_what_a_head_has_not_nothing_is_looked_for(between: str) -> None:
    assert runs(f"<head>{A}{between}{B}</head><body></body>") in ([A], [])


def test_what_is_in_something_else_is_none() -> None:
    for name in ("noscript", "template", "title", "textarea", "svg", "xmp"):
        assert runs(head(f"<{name}>{A}</{name}>")) == []
    assert runs(head(f"<!-- {A} -->{B}<!-- {X} -->")) == [B]


def test_what_is_in_a_template_within_another_one_is_none() -> None:
    template = f"<template><template>{A}</template>{A}</template>"
    assert runs(head(template)) == []


def test_what_is_in_a_comment_before_the_head_is_none() -> None:
    assert runs(f"<!-- <head> {A} --><html>{head(B)}") == [B]


def test_a_space_that_browsers_show_is_a_boundary() -> None:
    # HTML has five characters of white space; a head ends where there are others.
    for space in "\xa0\u2003\x85\x1f":
        assert f"{A}{space}{B}" not in runs(head(f"{A}{space}{B}"))
        assert f"{X}{space}{Y}" not in runs(end(f"{X}{space}{Y}"))


def test_runs_end_where_the_head_ends() -> None:
    assert runs(f"<head>{A}</head>{B}<body>{B}</body>") == [A]
    # Its end tag may be left out.
    assert runs(f"<head>{A}<body>{B}<p></body>") == [A]
    assert runs(f"<head>{A}</HEAD ><body>{B}</body>") == [A]


@pytest.mark.parametrize("opening", ["<head>", "<HEAD>", '<head lang="en">', "<Head\n>"])
def test_a_head_is_found_however_it_is_written(opening: str) -> None:
    assert runs(f"<html>{opening}{A}</head><body></body></html>") == [A]


@pytest.mark.parametrize(
    "html",
    [
        "",
        A,
        f"<html><body>{A}{X}</body></html>",
        f"<header>{A}{X}</header><body></body>",
        f"<head>{A}",
        f"<head{A}",
        "<head>",
        "</body><head>",
        "</body></script><head></head>",
    ],
)
def test_in_a_page_without_a_whole_head_nothing_is_found(html: str) -> None:
    assert runs(html) == []


def test_without_an_end_of_the_body_no_last_scripts_are_found() -> None:
    assert runs(f"<head>{A}</head><body>{X}") == [A]
    assert runs(f"<head>{A}</head>{X}</html>") == [A]


# How tags may be written


@pytest.mark.parametrize(
    "tag",
    [
        "<link rel=stylesheet href=_static/a.css>",
        "<link rel='stylesheet' href='_static/a.css'/>",
        "<LINK REL='stylesheet' href='_static/a.css'/>",
        '<link rel="stylesheet" title="a > b" href="_static/a.css">',
        '<link rel="stylesheet" title=\'a "> b\' href="_static/a.css">',
        '<link\n  rel="stylesheet"\n  href="_static/a.css"\n>',
        '<link rel="stylesheet" title="</head>" href="_static/a.css">',
        '<link rel="stylesheet" title="<script" href="_static/a.css">',
    ],
)
def test_a_link_is_found_however_it_is_written(tag: str) -> None:
    assert runs(head(f"{tag}{B}")) == [tag + B]


@pytest.mark.parametrize(
    "tag",
    [
        "<script src=_static/x.js></script>",
        "<SCRIPT src=_static/x.js></SCRIPT>",
        "<script src='_static/x.js'>\n</script  >",
        '<script title="</script>" src="_static/x.js"></script>',
        "<script title='>' src=\"_static/x.js\"></script>",
        '<script defer src="_static/x.js"></script\n>',
    ],
)
def test_a_script_is_found_however_it_is_written(tag: str) -> None:
    assert runs(head(f"{tag}{Y}")) == [tag + Y]


@pytest.mark.parametrize(
    "tag",
    [
        # One character is not what it seems, so that browsers and we might not agree.
        "<link rel=stylesheet href=_static/a.css title=it's><i '>",
        "<script src=_static/x.js title=it's></script><i '></script>",
        '<link rel="stylesheet"href="_static/a.css">',
        "<link rel=stylesheet href=_static/a.css <p>",
        "<script\xa0src=_static/x.js></script>",
    ],
)
def test_an_odd_tag_is_in_no_run(tag: str) -> None:
    for run in runs(head(f"{A}{tag}{X}")):
        assert tag not in run
        assert {piece.name for piece in pieces_of(run) if piece.text.strip()} <= {"link", "script"}


@pytest.mark.parametrize(
    "text",
    [
        "s = '<script'",
        "s = '<script src=x>'",
        "s = '</head>'",
        "s = '</body>'",
        "s = '<head>' + '<body>' + '</html>'",
        "s = '<link rel=stylesheet href=z.css>'",
        "a < b; a </b/.c",
        "// <\\/script> </scripts",
    ],
)
def test_what_strings_of_a_script_hold_is_no_tag(text: str) -> None:
    block = f"<script>{text}</script>"
    assert runs(head(f"{X}{block}{Y}{A}")) == [X + block + Y, A]
    # At the end of a page it is either all or nothing.
    assert runs(end(X + block + Y)) in ([X + block + Y], [Y], [])
    assert runs(end(block + "<p></p>" + Y)) in ([Y], [])


@pytest.mark.parametrize("text", ["</script", "</script>", "<script src=", "<!--", "</body>"])
def test_a_torn_end_of_a_page_is_no_error(text: str) -> None:
    for cut in (X + text, text + X, X + text + Y):
        for run in runs(end(cut)):
            assert all(piece.name == "script" for piece in pieces_of(run) if piece.text.strip())


# A base URL


@pytest.mark.parametrize("base", ['<base href="/x/">', "<BASE href='https://a.b/'/>"])
def test_where_urls_have_another_base_nothing_is_found_in_the_head(base: str) -> None:
    assert runs(head(f"{base}{A}{X}")) == []
    assert runs(head(f"{A}{base}{X}")) == []


def test_where_urls_have_another_base_nothing_is_found_at_the_end() -> None:
    assert runs(f'<head><base href="/x/"></head><body><p></p>{X}</body>') == []


# Blocks of one page


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_block_that_names_the_page_is_a_boundary(quote: str) -> None:
    own = f"<script>page = {quote}a/b{quote}</script>"
    assert runs(head(X + own + Y), page="a/b") == [X, Y]
    assert runs(head(X + own + Y), page="a/c") == [X + own + Y]
    assert runs(head(X + own), page="b") == [X + own]


# The end of a page


def test_it_is_known_what_stands_at_the_end() -> None:
    html = f"<head>{A}{X}</head><body><p></p>{X} {Y}</body>"
    assert [each.late for each in Scanner().scan(html)] == [False, False, True]
    at = html.rindex(X)
    found_ = Scanner().scan(html, taken=((at, at + len(X)),))
    assert [each.late for each in found_] == [False, False, True]


@pytest.mark.parametrize("space", ["", "\n", "  \n\t"])
def test_the_last_scripts_of_a_page_are_a_run(space: str) -> None:
    run = f"{X}{space}{BLOCK}{space}{Y}"
    assert found(end(run + space)) == [("js", run)]


@pytest.mark.parametrize(
    "following", ["<footer>f</footer>", "text", "<p>", "</div></div>", "<!-- c -->", STYLE]
)
def test_the_last_scripts_need_not_stand_at_the_very_end(following: str) -> None:
    assert runs(end(f"{X}\n{Y}{following}")) == [f"{X}\n{Y}"]


@pytest.mark.parametrize("before", ["<footer>f</footer>", "text", *HEEDED, STYLE, "</div>"])
def test_the_last_scripts_begin_behind_something_else(before: str) -> None:
    assert runs(end(f"{X}{before}{Y}")) == [Y]


@pytest.mark.parametrize("following", [f"</body>{X}", f"</body></html>\n{X}", "</BODY>"])
def test_scripts_behind_the_body_are_left_alone(following: str) -> None:
    assert runs(f"<head></head><body><p></p>{following}") == []


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<!--", "-->"),
        ("<noscript>", "</noscript>"),
        ("<svg>", "</svg>"),
        ("<template>", "</template>"),
        ("<textarea>", "</textarea>"),
        ("<iframe>", "</iframe>"),
        ("<style>", "</style>"),
        ("<xmp>", "</xmp>"),
    ],
)
def test_the_last_scripts_within_something_else_are_none(opening: str, closing: str) -> None:
    assert runs(end(f"{opening}{X}{closing}")) == []
    assert runs(end(f"{opening}{X}{Y}{closing}<p></p>")) == []


def test_what_was_closed_before_does_no_harm() -> None:
    for before in ("<!-- c -->", "<template></template>", "<textarea>a</textarea>", "<svg></svg>"):
        assert runs(end(f"{before}{X}")) == [X]


def test_a_head_without_a_body_of_its_own_has_its_scripts_found_once() -> None:
    assert runs(head(X)) == [X]
    assert runs(f"<head>{X}{A}</head><body></body>") == [X, A]
    assert runs(f"<head>{A}{X}</head><body>{X}</body>") == [A, X, X]


def test_scripts_of_the_document_are_left_alone() -> None:
    body = f"<p>Text</p>{X}\n{Y}"
    assert runs(f"<head>{A}</head><body>{body}</body>", body=body) == [A]
    assert runs(f"<head>{A}</head><body>{body}<p></p>{BLOCK}{X}</body>", body=body) == [
        A,
        BLOCK + X,
    ]


def test_scripts_of_the_document_are_left_alone_beside_those_of_the_theme() -> None:
    body = f"<p>Text</p>{X}"
    for run in runs(f"<head></head><body>{body}\n{Y}</body>", body=body):
        assert X not in run


# What explicit regions have taken


def test_what_is_taken_is_left_alone() -> None:
    html = head(f"{A}\n{B}\n{A}")
    at = html.index(B)
    assert runs(html, taken=((at, at + len(B)),)) == [A, A]
    assert runs(html, taken=((html.index(A), html.rindex(A) + len(A)),)) == []
    assert runs(html, taken=((0, html.index("<head")),)) == [f"{A}\n{B}\n{A}"]
    # Those on both sides of it are no neighbours, even if it is nothing.
    assert runs(html, taken=((at, at),)) in ([A, f"{B}\n{A}"], [f"{A}\n{B}\n{A}"])


def test_what_is_taken_may_come_in_any_order_and_twice() -> None:
    html = head(f"{A}{B}{A}{B}")
    first, last = html.index(B), html.rindex(B)
    places = ((last, last + len(B)), (first, first + len(B)), (first, first + 5))
    assert runs(html, taken=places) == [A, A]


def test_of_a_tag_of_which_a_part_is_taken_nothing_is_found() -> None:
    html = head(f"{A}{B}")
    at = html.index(B)
    assert runs(html, taken=((at + 5, at + 8),)) in ([A], [])
    assert runs(html, taken=((at - 5, at - 3),)) in ([B], [])


def test_what_is_left_of_a_run_needs_a_file() -> None:
    html = head(f"{STYLE}{A}{STYLE}")
    at = html.index(A)
    assert runs(html, taken=((at, at + len(A)),)) == []


def test_last_scripts_may_be_taken() -> None:
    html = end(f"{X} {Y}")
    at = html.index(Y)
    assert runs(html, taken=((at, at + len(Y)),)) == [X]


# Any page


PIECES = [
    *(A, B, X, Y, STYLE, BLOCK, PRELOAD, *BOUNDARIES),
    *("<head>", "</head>", "<HEAD>", "<body>", "</body>", "<html>", "</html>", "<!DOCTYPE html>"),
    *("\n", " ", "\xa0", "text", "'", '"', ">", "<", "=", "/", "&", "\0"),
    *("<!--", "-->", "<script", "</script>", "<script>", "<style>", "</style>", "<link rel="),
    *("<template>", "</template>", "<svg>", "</svg>", "<noscript>", "</noscript>", "<textarea>"),
    *("</textarea>", "<title>", "</title>", "<base href='/x/'>", "<script>s='</body>'</script>"),
    *("<script>s='<script src=q>'</script>", "<SCRIPT src=_static/u.js></SCRIPT>", "<p title='>'>"),
    *("<meta content=it's>", "<link rel=stylesheet href=it's>", "stylesheet href=_static/q.css>"),
    *("<script>'index'</script>", "src=", "href="),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
WHOLE_PAGES = st.builds(
    "<html><head>{}</head><body>{}</body></html>".format,
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
NAMES = {"css": {"link", "style"}, "js": {"script"}, "preload": {"link"}}


@given(PAGES | WHOLE_PAGES, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40))))
def test_what_is_found_are_whole_elements_and_white_space_in_order(
    html: str, places: list[tuple[int, int]]
) -> None:
    scanner = Scanner()
    taken = [(start, start + length) for start, length in places]
    for stretches in (scanner.scan(html, page="index"), scanner.scan(html, taken=taken)):
        position = 0
        for each in stretches:
            assert position <= each.start < each.end <= len(html)
            position = each.end
            text = html[each.start : each.end]
            assert text == text.strip()
            for piece in pieces_of(text):
                assert piece.name in NAMES[each.kind] or not piece.text.strip()
                # Anything else would be text that a browser shows.
                assert piece.name or set(piece.text) <= set(" \t\n\r\f")
        list(loose_scripts(html, stretches, scanner.script_starts(html)))
    for start, stop in taken:
        for each in stretches:
            assert stop <= each.start or each.end <= start or start == stop


@given(PAGES | WHOLE_PAGES)
def test_a_scanner_that_has_seen_more_finds_the_same(html: str) -> None:
    scanner = Scanner()
    scanner.scan(head(A + X + B))
    assert scanner.scan(html) == scanner.scan(html) == Scanner().scan(html)


@pytest.mark.parametrize(
    "part",
    [*PIECES, "<meta a='", "<!-- -", "<script><", "<title>a", "<link a=\"b' ", "</script ", "< "],
)
def test_hostile_pages_of_any_length_are_read_to_their_end(part: str) -> None:
    # With time that grows with the square of the length, this would take hours.
    count = 400_000 // len(part)
    scanner = Scanner()
    for html in ("<head>" + part * count, end(part * count), head(part * count)):
        found_ = scanner.scan(html, page="index")
        list(loose_scripts(html, found_, scanner.script_starts(html)))


# What is remembered

OWN = "<script>of('one')</script>"

#: So few that runs which were met are met again, and with something in them or behind them.
TEXTS = [
    X,
    Y,
    A,
    B,
    OWN,
    BLOCK,
    f"{X}\n{Y}",
    f"{A}{B}",
    "text",
    "<!--",
    "</head>",
    "<title>a</title>",
]

parts = st.lists(st.sampled_from(TEXTS), max_size=5).map("".join)
page_texts = st.tuples(parts, parts, parts, st.sampled_from(["one", "other"]))


@example([(X + OWN + Y, "", "", "other"), (X + OWN + Y, "", "", "one")])
@example([("", "", X + Y, "other"), ("", X, Y, "other")])
@example([("", "text", X + Y, "other"), ("", f"text{X}", Y, "other")])
@given(pages=st.lists(page_texts, min_size=2, max_size=4))
def test_a_page_is_the_same_whatever_pages_were_met_before(
    pages: list[tuple[str, str, str, str]],
) -> None:
    scanner = Scanner()
    for before, body, after, page in pages:
        html = f"<html><head>{before}</head><body>{body}{after}</body></html>"
        for own in (body, ""):
            fresh = Scanner().scan(html, page=page, body=own)
            assert scanner.scan(html, page=page, body=own) == fresh


def test_a_name_alone_parts_style_sheets_and_no_scripts() -> None:
    assert runs(head(f"{A}<!-- theme -->{B}")) == [A, B]
    assert runs(end(f"{X}<!-- theme -->{Y}")) == [f"{X}<!-- theme -->{Y}"]
