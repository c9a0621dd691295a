"""Tests of the names that the elements of a page have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import turbohtml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_compress.core.names import ANY, ANY_PROPERTY
from sphinx_compress.page.vocabulary import HANDLER, VocabularyReader, vocabulary

#: What markup is made of, so that hypothesis hits upon the odd cases.
FRAGMENTS = st.lists(
    st.sampled_from(
        """< > / ! -- - = " ' é &amp; &amp &#46; &#x2E &Tab; &Tab &AMP= &notit; &#0; &#128; &#1; ]
        <!-- --> --!> <!--> <!---> <![CDATA[ ]]> <? </ /> <!x > a b c: :d X Ä İ class= class="
        class=' CLASS= id= id=' id=" ID="x" class="a" class='b&#32;c' href="y>" title='<i
        data-x viewBox= xlink:href=# <p <P> <p/ <p/class=x/> <a <a> </a> <b> <i> </p> </br> <br/>
        <image> <td> <tr> <table> </table> <col> <select> <option> <hr> <input <button>
        <script> </script> <style> </style> <textarea> </textarea> <title> </title> <xmp> <iframe>
        <svg> </svg> <svg <math> <mi> <annotation-xml <foreignObject> <linearGradient <font
        <template> </template> <template shadowrootmode="open"> <noscript> </noscript> <plaintext>
        <html <body <head> </head> </body> <frameset> <html class="h"> <body id=b> <x-y""".split()
    )
    | st.sampled_from(" \n\r\0\t\f\x0b\x1c\xa0")
    | st.text(max_size=3)
).map("".join)


def named(html: str) -> frozenset[str]:
    """Return the names that a parser finds."""
    return frozenset(_named(turbohtml.parse(html)))


def _named(root: turbohtml.Document | turbohtml.ShadowRoot) -> Iterator[str]:
    for element in root.iter_elements():
        yield element.tag.casefold()
        for name, value in element.attrs.items():
            yield "[" + name.casefold()
            if name == "id":
                yield "#" + str(value or "").casefold()
            if name == "class":
                yield from ("." + each.casefold() for each in value or ())
        if element.shadow_root is not None:
            yield from _named(element.shadow_root)


@given(FRAGMENTS)
@example("<p class=a&b&#x2E;c&Tab;d&notit;&amp=e&ampf>")
@example("<a title='>' class=a><b title=\"<i class=j>\" class=c>")
@example("<script>if(a<b)</script><p title='<' id=x>")
@example('<svg a"b><x-y class="p')
@example("<p\0\0 cla\0ss=x class='\0 y&#0;'>")
@example("<p class=a\r\nid=b\rhref=c>")
@example("<p/class=a/id=b>")
@example("<p =a=b ==c class = d class=e>")
@example("<table><col><td></table></p></br><image class=i>")
@example('<a class="b c" id="D" href="x" data-y>')
@example("<a class='b c' id='D' href='x'>")
@example("<p title='<' class='b' id=c data-x=\"d\"><p title='<' class=\"d\" id='e'>")
@example("<p class='&#150; &#x9d; &#0; &#xD800; &#x110000; &#1; &#99999999999; &#0000000000097;'>")
@example(f"<p class='&#{'1' * 5000};'>")
@example("<p><template shadowrootmode=open><b class=inner>")
def test_what_a_parser_finds_is_found(html: str) -> None:
    found = vocabulary(html)

    assert named(html) <= found
    assert ANY not in found


@given(st.lists(FRAGMENTS, max_size=4))
def test_pages_that_were_read_before_change_nothing(pages: list[str]) -> None:
    reader = VocabularyReader()
    for page in pages:
        reader.read(page)

    assert [reader.read(page) for page in pages] == [VocabularyReader().read(p) for p in pages]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>", {"p"}),
        ('<P Class="Note" ID=Top>', {"p", "[class", "[id", ".note", "#top"}),
        ("<svg:rect xlink:href=# xml:id=x>", {"svg:rect", "rect", "[xlink:href", "[href", "#x"}),
        ("<details>", {"details", "[open"}),
        ("<!-- <b class=c> -->", {"b", ".c"}),
        ("<script>'<b class=c>'</script>", {"b", ".c"}),
        ("</p></br><table>", {"p", "br", "tbody"}),
    ],
)
def test_names_say_what_they_are_of(html: str, names: set[str]) -> None:
    assert names <= vocabulary(html)


def test_little_is_found_that_is_not_there() -> None:
    implied = vocabulary("")

    assert vocabulary("<p class='a'>b.c &lt;i> </u> <1> # [x") - implied == {"[class", ".a"}


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_compress.page.vocabulary._KEPT", 2)
    reader = VocabularyReader()
    pages = ["<a><b><i>", "<a><u>"]

    assert [reader.read(page) for page in pages * 2] == list(map(vocabulary, pages * 2))
    assert reader.kept <= 2


@pytest.mark.parametrize("tag", ["<a/class=", "<a"])
def test_markup_that_nobody_writes_may_have_any_name(tag: str) -> None:
    assert ANY in vocabulary(tag * 2000 + ">")


@pytest.mark.parametrize("tag", ["<a" + " " * 50, "<a x='>", '<a x="'])
def test_the_time_grows_with_the_page(tag: str) -> None:
    """This would take minutes if it grew with the square."""
    assert "html" in vocabulary(tag * 10_000)
    assert "html" in vocabulary(tag * 10_000 + ">")


@pytest.mark.parametrize(
    "html",
    [
        "<p style='top:var(--X)'>",
        "<p style=top:var(--x)>",
        "<P STYLE='top:var(&#45;-x)'>",
        "<circle r=var(--x) />",
        "<p title='>' style='--x:1'>",
        "<style>p{top:var(--x)}</style>",
        "<STYLE media=print>p{top:var( --X )}",
        "<svg><style>p{}</style><style>p{top:var(--x)}</style>",
    ],
)
def test_custom_properties_are_told_wherever_they_are_mentioned(html: str) -> None:
    assert "--x" in vocabulary(html)
    assert ANY_PROPERTY not in vocabulary(html)


@pytest.mark.parametrize(
    "html",
    [
        r"<p style='top:var(\2d-x)'>",
        r"<circle r='v\61r(--x)'>",
        "<p style='transition-behavior:Allow-Discrete'>",
        "<svg><style>p{top:var(&#45;-x)}</style>",
        "<style>@IMPORT 'a.css'</style>",
        r"<style>@\69mport 'a.css'</style>",
        "<svg><use href='drawings.svg#a' /></svg>",
        "<use id=a xlink:href=' drawings.svg#a'>",
        "<use href='&#35;a'>",
        "<LINK rel=stylesheet>",
    ],
)
def test_what_may_mention_any_custom_property_is_told(html: str) -> None:
    assert ANY_PROPERTY in vocabulary(html)


def test_texts_and_attributes_that_style_nothing_mention_nothing() -> None:
    html = r"<p alt='\frac' title='\n' data-x='\--y'>var(--x)</p><use href='#a' /><link rel=x>"
    assert not [name for name in vocabulary(html) if name.startswith("--")]


@pytest.mark.parametrize("part", ["<style>", "<style a{}>", "<STYLE>", "<sTyle b=&>", "<style>x<"])
def test_style_elements_that_do_not_end_are_read_once(part: str) -> None:
    # With memory that grows with the square of the length, this would take a terabyte.
    parts = (part.format(number) for number in range(2_000_000 // len(part)))
    assert ANY_PROPERTY in vocabulary("".join(parts) + "--x & >")


def test_code_of_a_library_is_a_handler() -> None:
    assert HANDLER in vocabulary("<p x-init='document.styleSheets[0]'>")
    assert HANDLER not in vocabulary("<p x-data='{open: false}'>")
