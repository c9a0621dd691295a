"""Tests of what scripts find tags of their page by."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.types import Kind
from sphinx_compress.js.tag_references import ANY, asked_for, has_signs, references
from sphinx_compress.page.pieces import elements_of
from tests.sites import script, sheet

THEME = sheet("theme.css")
JQUERY = script("lib/jquery.js")


def asks(text: str) -> frozenset[str]:
    return references(text).words


# Style sheets


def is_asked_for(tag: str, kind: Kind, words: Iterable[str]) -> bool:
    [piece] = elements_of(tag)
    return bool(asked_for(tag, piece.url, kind, words))


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link[href=\"_static/theme.css\"]')",
        "document.querySelector('link[href$=\"theme.css\"]')",
        "document.querySelector(\"link[href*='/theme.css?']\")",
        "document.querySelector(`link[href*=theme]`)",
        "document.querySelector('[ href $= \"theme.css\" ]')",
        "$('link[href$=\"theme.css\"]').remove()",
        "jQuery('link').filter('[href*=theme]')",
        "el.matches('[HREF*=\"theme\"]') && link",
        "if (link.href.endsWith('theme.css')) link.disabled = true",
        "if (link.href.indexOf('/theme.css') > 0) {}",
        "if (/theme\\.css$/.test(link.href)) {}",
        "const u = `${base}/theme.css`",
        "f({ href: 'https://a.b/c/theme.css?v=1#x' })",
    ],
)
def test_a_style_sheet_is_asked_for_by_its_name(text: str) -> None:
    assert is_asked_for(THEME, "css", asks(text))
    assert not is_asked_for(sheet("other.css"), "css", asks(text) - set(ANY.values()))


@pytest.mark.parametrize(
    "text",
    [
        "document.getElementsByTagName('link')",
        "document.getElementsByTagName(' LINK ')",
        "document.querySelector('link')",
        "document.querySelectorAll('link[rel=\"stylesheet\"]')",
        "document.querySelectorAll('head > link[rel=stylesheet]')",
        "$('link[rel=stylesheet]').each(f)",
        "document.styleSheets[0].disabled = true",
        "document.styleSheets[document.styleSheets.length - 1].insertRule(r)",
        "window.document.styleSheets[1]",
        'document.querySelector(`link[href="${url}"]`)',
        'document.querySelector(`link[href$="${name}.css"]`)',
        "document.querySelector('link[href^=\"_static/\"]')",
    ],
)
def test_any_style_sheet_may_be_asked_for(text: str) -> None:
    found = asks(text)
    assert ANY["css"] in found
    assert is_asked_for(THEME, "css", found)
    assert is_asked_for("<style>p{}</style>", "css", found)
    assert not is_asked_for(JQUERY, "js", found)


@pytest.mark.parametrize(
    "text",
    [
        # The rest of the name comes from elsewhere.
        "document.querySelector('link[href*=\"' + name + '\"]')",
        "document.querySelector('link[href$=\"' + name + '.css\"]')",
        'document.querySelector(`[href$="${name}.css"]`)',
        # Without any of the words that are looked for before a script is parsed.
        "document.querySelector('[href*=\"theme\"]')",
        "document.querySelectorAll('[rel~=stylesheet]')",
        "document.querySelectorAll('link[rel=stylesheet][href]')",
        "document.querySelectorAll('link[href]')",
        "document.querySelectorAll('head link')",
        "document.querySelectorAll('head > link')",
        "document.querySelectorAll('style, link')",
        "document.styleSheets.item(0)",
        # Nobody knows what becomes of it.
        "for (const s of document.styleSheets) f(s)",
        "for (let i = 0; i < document.styleSheets.length; i++) f(document.styleSheets[i])",
        "document.styleSheets.item(document.styleSheets.length - 1)",
        "document.querySelector('link[type=\"text/css\"]')",
        "document.querySelector('link[rel=stylesheet]:not([href*=print])')",
        "document.querySelector('[href$=\"' + name + '.css\"]')",
        # Patterns.
        "/themes?.*\\.css/.test(link.href)",
        "f(document.styleSheets); /other|theme/.test(sheet.href)",
        "/(?:theme|dark)\\.css/.test(link.href)",
        "/theme\\.css|dark\\.css/.test(link.href)",
        "/\\btheme\\.css/.test(link.href)",
        "/theme(\\.min)?\\.css/.test(link.href)",
        # A list.
        "for (const name of 'theme.css,dark.css'.split(',')) swap(name)",
        "for (const name of 'theme.css|dark.css'.split('|')) swap(name)",
    ],
)
def test_a_style_sheet_may_be_asked_for_in_a_roundabout_way(text: str) -> None:
    assert is_asked_for(THEME, "css", asks(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x()",
        "// theme.css, document.styleSheets[0], querySelector('link')",
        "document.createElement('link')",
        "document.createElement('script')",
        "for (const s of document.styleSheets) s.disabled = true",
        "for (let i = 0; i < document.styleSheets.length; i++) document.styleSheets[i].media = m",
        "f('.css')",
        "f('a.cssx')",
        "document.querySelector('a.link')",
        "document.querySelector('#permalink')",
        "document.querySelector('.headerlink')",
        "document.querySelector('a[href=\"#top\"]') && linked",
        "document.querySelector('description')",
        "f('theme.json', 'module.jsx', script)",
        "link.rel = 'icon'",
        "document.querySelector('link[rel=canonical]')",
        "document.querySelector('link[rel=search][href]')",
        "document.querySelectorAll('a[href*=theme]')",
        "$('.toc a.reference[href*=\"theme\"]')",
        "$('nav').find('[href=\"' + anchor + '\"]')",
        "/\\.css$/.test(url)",
        "/[^/]+\\.(?:css|js)$/.test(url)",
        "(((( 'script",
    ],
)
def test_what_only_looks_like_that_does_not_ask(text: str) -> None:
    found = asks(text)
    assert not is_asked_for(THEME, "css", found)
    assert not is_asked_for(JQUERY, "js", found)


# Scripts


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('script[src$=\"jquery.js\"]')",
        "document.querySelector(`script[src*=jquery]`)",
        'document.querySelector(`script[src="${url}"]`)',
        "for (const s of document.scripts) if (s.src.endsWith('jquery.js')) f(s)",
        "$('script').filter(s => s.src.includes('/jquery.js'))",
        "document.getElementsByTagName('script'); const name = 'jquery.js'",
        "const all = document.querySelectorAll('head script'); /jquery\\.js/",
    ],
)
def test_a_script_is_asked_for_by_its_name(text: str) -> None:
    assert is_asked_for(JQUERY, "js", asks(text))


def test_the_name_of_a_script_alone_asks_for_none() -> None:
    # Nearly each script names files that it loads itself.
    assert asks("load('jquery.js'); script") == frozenset()


def test_a_script_is_asked_for_by_its_data() -> None:
    found = asks("document.querySelector('body > script[data-project]').dataset")
    assert found == {"data-project"}
    assert is_asked_for(script("a.js", ' data-project="x"'), "js", found)
    assert not is_asked_for(script("a.js"), "js", found)


def test_any_script_may_be_asked_for() -> None:
    found = asks('document.querySelector(`script[src^="${base}"]`)')
    assert found == {ANY["js"]}
    assert is_asked_for(JQUERY, "js", found)
    assert not is_asked_for(THEME, "css", found)


@given(st.lists(st.sampled_from("link script .css a.js ' \" ` ${ } ( ) [ ] \\ / \n é".split(" "))))
def test_whatever_a_script_is_its_answer_is_some_words(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(word and isinstance(word, str) for word in asks(text))
    assert asks(text) == asks(text)


def test_a_tag_is_asked_for_by_a_part_of_it() -> None:
    assert is_asked_for(THEME, "css", ["x", "theme.css"])
    assert not is_asked_for(THEME, "css", ["x", "Theme.css"])
    assert not is_asked_for(THEME, "css", [])


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        # In characters, and not in bytes.
        ("// é\nvar é, all = document.styleSheets;\nall[0].remove()", ANY["css"], (2, 14)),
        ("f();\n  $('link[href*=dark]').remove()", f"{ANY['css']} dark", (2, 3)),
        ("var a = /dark\\.css/,\n b = 'theme.css', c = 'theme.css'", "theme.css", (2, 6)),
    ],
)
def test_a_place_is_where_a_script_first_comes_by_a_tag(
    text: str, word: str, place: tuple[int, int]
) -> None:
    assert references(text).places[word] == place


@pytest.mark.parametrize(
    ("text", "is_sign"),
    [
        ("document.head.children[3].remove()", True),
        ("x.children[3].remove()", False),
        ("document.title = 'x'", False),
        ("addEventListener('load', f, true)", True),
        ("f.caller()", True),
    ],
)
def test_a_script_without_signs_is_not_parsed(text: str, is_sign: bool) -> None:
    assert has_signs(text) is is_sign


def test_a_script_without_signs_may_have_others_look_for_tags() -> None:
    text = "lookUp('link')[2].remove()"
    assert not has_signs(text)
    assert references(text).words == set()
    assert references(text, frozenset({"lookUp"})).words == {ANY["css"]}


@pytest.mark.parametrize("sign", ["", "document.styleSheets;"])
def test_what_a_script_lends_is_known_with_its_references(sign: str) -> None:
    assert references(f"{sign}function putBadge() {{ document.write(1) }}").lent == {"putBadge"}


def test_what_others_have_from_a_script_is_known() -> None:
    assert references("var all = document.styleSheets").given == {"all": {"css"}}
    helper = "function lookUp(s) { return document.querySelector(s) }"
    assert references(helper).helpers == {"lookUp"}
    assert references("document.styleSheets[0].cssRules[0].x").reads_rules


def test_an_observer_sees_what_comes() -> None:
    seen = "for (const n of r.addedNodes) if (n.src.includes('tracker')) n.remove()"
    text = f"new MutationObserver((rs) => rs.forEach((r) => {{ {seen} }}))"
    assert references(text).watched == {f"{ANY['js']} tracker"}
    assert references("document.styleSheets; f('noscript')").watched == set()


@pytest.mark.parametrize("comment", ["/* text */", "// text\n", "/* a */ /* b */"])
def test_a_function_of_nothing_but_a_comment_has_a_text(comment: str) -> None:
    assert references(f"function h() {{ {comment} }}").has_texts
    assert references(f"h = () => {{ {comment} }}").has_texts
    assert not references(f"function h() {{ {comment}\ng() }} f(h)").has_texts
    assert not references(f"h = () => {{}}; try {{ h() }} catch (e) {{ {comment} }}").has_texts
    # What looks so is a string.
    assert not references("f(') { /* x')").has_texts


@pytest.mark.parametrize("use", ["h.toString()", "String(h)", "`${h}`", "h + ''", "'' + h"])
def test_a_script_may_read_the_text_of_a_function(use: str) -> None:
    assert references(f"f({use})").reads_texts
    assert references(f"f({use}, document.styleSheets)").reads_texts
    assert not references("f(h, 1 + 1)").reads_texts


def test_a_script_may_ask_who_calls_it() -> None:
    assert references("function f() { g(f.caller) }").reads_own_texts
    assert not references("function f() { g('f.caller') }").reads_own_texts


def test_a_place_counts_from_the_line_before_it() -> None:
    assert references("\ndocument.styleSheets[0]").places[ANY["css"]] == (2, 1)
    assert references("\n\n document.styleSheets[0]").places[ANY["css"]] == (3, 2)


def test_a_word_is_looked_for_as_a_whole() -> None:
    words = {f"{ANY['css']} theme": ""}
    assert asked_for("<link>", "_static/theme.css", "css", words)
    assert not asked_for("<link>", "_static/xheme.css", "css", words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"theme[.]css", {"theme.css"}),
        (r"theme\.css", {"theme.css"}),
        (r"dark.(min)?.css", {"dark"}),
        (r"abc(x)+.css", {"abc"}),
        (r"ab(x)+.css", set()),
        (r"Xtra.(min)?.css", {"Xtra"}),
    ],
)
def test_a_pattern_has_the_words_that_a_name_must_have(pattern: str, words: set[str]) -> None:
    assert references(f"f(/{pattern}/, document.styleSheets)").words - {ANY["css"]} == words


def test_a_string_may_have_a_backslash_that_does_nothing() -> None:
    assert references(r"f('theme\.css')").words == {"theme.css"}


@pytest.mark.parametrize(
    "text",
    [
        "function f(){document.scripts;" * 5000 + "}" * 5000,
        "[" * 5000 + "a" + "]" * 5000 + "=document.styleSheets",
        "a=document.scripts" + "+1" * 50_000,
    ],
)
def test_a_script_that_is_too_deep_to_be_followed_may_ask_for_anything(text: str) -> None:
    found = references(text)
    assert found.words == {ANY["css"], ANY["js"]}
    assert found.reads_rules
    assert found.reads_own_texts
    assert found.has_texts
    assert found.reads_texts


def test_a_script_may_ask_for_anything_if_nobody_can_count_its_arguments() -> None:
    # Of a few, the one that is followed is known.
    function = "function f(a, b) { b.querySelectorAll('p') }"
    assert asks(f"{function} f(1, document.scripts[0].cloneNode())") == frozenset()
    assert asks(f"{function} f({'document.scripts[0],' * 10_000}1)") == {ANY["js"]}
