"""Tests of the search for scripts outside of runs that may refer to tags."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from sphinx_compress.page.attribute_selectors import recorded
from sphinx_compress.page.loose_scripts import UNSEEN, is_data, loose_scripts
from sphinx_compress.page.run import Found, Run
from sphinx_compress.page.scan import Scanner
from tests.page.test_scan import A, X, Y, end, head


def referring(html: str, found: Collection[Found] | None = None) -> list[str]:
    scanner = Scanner()
    found = scanner.scan(html, page="index") if found is None else found
    told = loose_scripts(html, found, scanner.script_starts(html))
    return [each for each in told if not recorded(each)]


def test_scripts_outside_of_runs_may_refer_to_tags() -> None:
    script = "<script>document.styleSheets[0]</script>"
    html = head(f"{X}{A}{script}") + f"<p></p>{Y}<script>other()</script>"
    # What is in a run is known from there.
    assert referring(html) == [script, Y]


@pytest.mark.parametrize(
    "script",
    [
        "<script>document.querySelector('link')</script>",
        "<script>a.href.endsWith('theme.css')</script>",
        "<script>document.styleSheets[0]</script>",
        "<script>document.getElementsByTagName('script')</script>",
        "<script src='_static/x.js'></script>",
        "<script type=module>document.styleSheets[0]</script >",
        "<script><!--\ndocument.styleSheets[0]\n//--></script>",
        "<script>document.querySelector('[href*=\"theme\"]')</script>",
        "<script>const size = (of) => of.toString().length</script>",
        "<script>const names = (of) => /\\((.*)\\)/.exec(of)[1]</script>",
        "<script>var shown = function (of) { return `${of}` }</script>",
        "<script>const place = () => new Error().stack.split('\\n').pop()</script>",
    ],
)
def test_a_script_with_such_a_word_may_refer_to_tags(script: str) -> None:
    html = end(f"{script}<p></p>")
    assert referring(html, []) == [script]


@pytest.mark.parametrize(
    "text",
    [
        "<script>x()</script>",
        "<script></script>",
        "<script",
        "<script>link",
        "<scripts>link</scripts>",
        "<script>",
        "",
    ],
)
def test_others_do_not(text: str) -> None:
    assert referring(text, []) == []


@pytest.mark.parametrize(
    "value",
    [
        "f('link[rel=x]')",
        "f(document.styleSheets)",
        "f('[href]')",
        "f('[rel=stylesheet]')",
        "x[0] = y['a']; f('[b] link[rel=x]')",
    ],
)
def test_a_handler_may_refer_to_tags(value: str) -> None:
    html = f'[1] <p title="link[">x</p><button class="[a]" onclick="{value}">[2]</button> link'
    assert set(referring(html, [])) == {f"<script>{value}</script>"}


@pytest.mark.parametrize(
    "value", ["for (i = 0; i<n; i++) f(document.styleSheets[i])", "f('link[x]', () => a > b)"]
)
def test_a_handler_may_have_brackets_in_it(value: str) -> None:
    html = f'<p>a</p><button onclick="{value}">b</button>'
    assert set(referring(html, [])) == {f"<script>{value}</script>"}


@pytest.mark.parametrize("scheme", ["javascript:", "JavaScript:", " javascript: "])
def test_an_address_may_be_code_that_refers_to_tags(scheme: str) -> None:
    html = f'<p>styleSheets</p><a href="{scheme}f(document.styleSheets)">b</a>'
    names = frozenset({"a", "[href"})
    told = loose_scripts(html, [], [], names)
    assert [each.replace("> ", ">") for each in told] == [
        "<script>f(document.styleSheets)</script>"
    ]


def test_the_text_of_a_frame_may_have_scripts_that_refer_to_tags_around_it() -> None:
    script = "<script>parent.document.styleSheets[0].disabled = true</script>"
    quoted = script.replace("<", "&lt;").replace(">", "&gt;")
    html = f'<p>srcdoc</p><iframe srcdoc="{quoted}&lt;p onclick=&quot;f()&quot;&gt;"></iframe>'
    names = frozenset({"iframe", "[srcdoc"})
    assert list(loose_scripts(html, [], [], names)) == [script]
    assert not list(loose_scripts('<iframe srcdoc="&lt;p&gt;text"></iframe>', [], [], names))


@pytest.mark.parametrize(
    "html",
    [
        "stylesheet] link[ [href styleSheets",
        "]link[",
        "t]",
        '<p title="link[x]" data-x="[href]" class="styleSheets">[x]</p>',
        '<p onclick="link [x] (stylesheet)">[x]</p>',
        "[" * 9 + "]" * 9,
    ],
)
def test_brackets_elsewhere_do_not(html: str) -> None:
    assert referring(html, []) == []


def test_what_stands_in_a_run_is_passed_over() -> None:
    html = f"{X}{Y}{X}"
    middle = Found("js", len(X), len(X + Y), Run(Y))
    assert referring(html, [middle]) == [X, X]


def test_data_for_scripts_is_kept_unless_it_is_long() -> None:
    tag = '<script id="conf" type="application/json">'
    assert referring(f'{tag}{{"a": 1}}</script>') == [f'{tag}{{"a": 1}}</script>']
    assert referring(f"{tag}{'1' * 30_000}</script>") == [f"{tag}{UNSEEN}</script>"]
    assert not is_data("<script>json</script>")
    assert not is_data('<script type="application/vnd.x+json">')


@pytest.mark.parametrize("quoted", ["'script'", "'link.a'", "&quot;script&quot;", "&#39;link&#39;"])
def test_a_handler_may_tell_a_helper_what_to_look_for(quoted: str) -> None:
    [found] = referring(f'<a onclick="seek({quoted})[1].remove()">x</a>')
    assert found.startswith("<script>seek(")


def test_code_in_an_attribute_of_a_library_may_refer_to_tags() -> None:
    html = end("<main x-init='document.styleSheets[1].disabled = true'></main>")
    assert referring(html, []) == ["<script>document.styleSheets[1].disabled = true</script>"]
