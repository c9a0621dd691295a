"""Tests of the ways in which a script can come by a tag of its page."""

from __future__ import annotations

import pytest

from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.sources import Finder
from sphinx_compress.js.syntax import parse
from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY
from sphinx_compress.js.values import Sources


def find(text: str, *helpers: str) -> Sources:
    source = text.encode()
    root = parse(source).root_node
    return Finder(source, root, Scopes(source, root), frozenset(helpers)).find()


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('link[href*=' + 'theme' + ']').remove()",
        "for (const { href } of document.styleSheets) if (href.includes('theme')) go()",
        "for (const l of document.querySelectorAll('link')) if (/theme/.test(l.href)) go()",
        "[...document.styleSheets].find((s) => s.href.endsWith('/theme.css')).disabled = true",
        "var { styleSheets: all } = document; for (var s of all) if (s.href == 'theme') go()",
        "const sel = '[href*=theme]'; somebody.asks(sel)",
    ],
)
def test_a_style_sheet_is_told_by_a_word_of_its_url(text: str) -> None:
    found = find(text)
    assert any(word.startswith("*css theme") for word in found.words)
    assert "*css" not in found.words


def test_a_script_is_told_by_its_stem_without_js() -> None:
    text = "for (var s of document.scripts) if (s.src.indexOf('/jquery') > 0) go()"
    found = find(text)
    assert found.words == {"*js jquery"}
    assert found.kinds == {"js"}


@pytest.mark.parametrize(
    "text",
    [
        "document.head.children[3].remove()",
        "var h = document.head; h.childNodes[2].disabled = true",
        "(function (d) { d.head.children[1].remove() })(document)",
        "document.styleSheets[0].disabled = true",
        "document['styleSheets'][1].disabled = true",
        "var k = 'styleSheets'; document[k][1].disabled = true",
    ],
)
def test_a_tag_that_is_taken_by_its_place_may_be_any(text: str) -> None:
    assert "*css" in find(text).words


@pytest.mark.parametrize(
    "text",
    [
        "document.createElement('div').innerHTML = '<b>'",
        "var e = document.createElement('div'); e.querySelector('link').remove()",
        "document.head.appendChild(document.createElement('link'))",
        "table.head.children[0].remove()",
        "document.querySelectorAll('.nav a').forEach((a) => a.href == location)",
        "document.all.menu.remove()",
        "el.addEventListener('load', f)",
        "addEventListener('click', f, true)",
    ],
)
def test_a_script_that_comes_by_no_tag_asks_for_none(text: str) -> None:
    assert find(text).words == set()


def test_the_queries_of_a_library_are_those_of_its_callers() -> None:
    text = "(function () { jQ.fn = jQ.prototype = {}; document.styleSheets[0].disabled = 1 })()"
    assert find(text).words == set()
    assert find(text.replace("jQ.fn = ", "")).words == {"*css"}


def test_an_element_that_fails_to_load_is_known_to_who_captures_that() -> None:
    text = "addEventListener('error', (e) => { if (e.target.src.includes('menu')) go() }, true)"
    assert find(text).words == {"*js menu"}
    assert find(text.replace("true", "false")).words == set()


def test_what_comes_while_the_page_is_read_is_watched() -> None:
    text = """
    new MutationObserver((all) => all.forEach((m) => m.addedNodes.forEach((n) => {
      if (n.href.includes('theme')) go()
    }))).observe(document, {})
    """
    found = find(text)
    assert "*css theme" in found.watched
    assert found.words == set()


def test_paths_and_resources_lead_to_tags_too() -> None:
    assert "*css" in find("document.evaluate('//link', document)").words
    assert find("document.evaluate('//p', document)").words == set()
    text = "performance.getEntriesByName('https://a.b/theme.css')"
    assert find(text).words == {"*css theme.css", "*js theme.css"}


def test_a_function_of_another_script_looks_for_what_it_is_told_to() -> None:
    text = "lookUp('link[href*=theme]').remove()"
    assert find("function lookUp(s) { return document.querySelector(s) }").helpers == {"lookUp"}
    assert "*css theme" in find(text, "lookUp").words


def test_other_scripts_may_have_the_tags_of_a_global_variable() -> None:
    assert "sheets" in find("var sheets = document.styleSheets").given


def test_rules_are_read_one_by_one() -> None:
    assert find("for (var r of document.styleSheets[0].cssRules) go(r.selectorText)").reads_rules
    assert not find("document.styleSheets[0].disabled = true").reads_rules


@pytest.mark.parametrize(
    "text",
    [
        "const { head: { children } } = document; children[3].remove()",
        "const { head: { children: [, b] } } = document; b.remove()",
        "(({ head }) => { head.children[3].remove() })(document)",
        "(({ styleSheets: s }) => { s[3].disabled = true })(document)",
        "function F() { this.doc = document; this.f = () => this.doc.head.lastChild.remove() }",
        "const kit = { page: document }; kit.page.head.children[2].remove()",
        "document.firstElementChild.firstElementChild.children[2].remove()",
        "document.childNodes[1].firstChild.childNodes[3].remove()",
        "const all = document.querySelectorAll.bind(document); all('link')[2].remove()",
        "run(document.querySelectorAll, 'link')",
    ],
)
def test_a_tag_is_found_in_a_roundabout_way(text: str) -> None:
    assert "*css" in find(text).words


def test_a_method_that_is_passed_on_finds_what_a_script_has_names_for() -> None:
    assert find("run(document.querySelectorAll, 'p')").words == set()
    assert find("run(document.querySelectorAll, 'script')").words == {"*js"}


def test_two_of_a_list_are_told_by_their_urls() -> None:
    text = "const { scripts: [a, b] } = document; if (b.src.includes('menu')) b.remove()"
    assert find(text).words == {"*js menu"}


@pytest.mark.parametrize(
    "text",
    [
        "document.querySelector('title').nextElementSibling.href",
        "let e = document.querySelector('meta'); while (e = e.nextElementSibling) go(e.href)",
        "document.getElementsByTagName('title')[0].parentNode.children[3].href",
        "const { nextElementSibling: a } = document.querySelector('title'); a.disabled = true",
        "document.body.previousElementSibling.children[3].href",
        "const { ownerDocument: { head: { lastElementChild: end } } } = this; go(end)",
        "const all = document.body.getElementsByTagName('*'); go(all[all.length - 1].src)",
    ],
)
def test_a_tag_may_be_found_from_what_stands_beside_it(text: str) -> None:
    assert find(text).words == set(ANY.values())


def test_what_stands_beside_an_element_of_the_text_is_no_tag() -> None:
    for text in ("box.nextElementSibling.href", "document.querySelector('p').parentNode.children"):
        assert find(text).words == set()
    element = "document.getElementById('text').parentNode.lastElementChild"
    assert find(f"{element}.src").words == {ANY["js"]}
    assert find(f"{element}.focus()").words == set()


@pytest.mark.parametrize(
    "text",
    [
        "Reflect.get(document, 'styleSheets')[1].disabled = true",
        "const d = document, name = 'styleSheets'; d[name][1].disabled = true",
        "const a = { get all() { return document.styleSheets } }; a.all[1].disabled = true",
        "Object.defineProperty(x, 'y', { get() { return document.styleSheets } }); x.y[1].rel = 1",
        "const d = document, f = (m, s) => d[m](s); f('querySelectorAll', 'link')[1].remove()",
        "const d = document, m = x ? 'querySelector' : 'closest'; d[m]('LINK')[1].remove()",
    ],
)
def test_a_source_may_be_read_in_other_ways_than_after_a_dot(text: str) -> None:
    assert ANY["css"] in references(f"(() => {{ {text} }})()").words


def test_whether_there_are_sheets_at_all_is_no_source() -> None:
    assert references("if ('styleSheets' in document) go()").words == frozenset()
