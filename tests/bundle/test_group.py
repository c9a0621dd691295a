"""Tests of what may share a bundle, and of how it is joined."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.group import Group, group, join, text_obstacle
from sphinx_compress.bundle.joinability import joinability
from sphinx_compress.bundle.parse import Element, Verbatim
from sphinx_compress.bundle.prepare import Hunk
from sphinx_compress.core.joinability import Joinability
from sphinx_compress.core.types import Joining, Kind
from sphinx_compress.css.meaning import meaning
from sphinx_compress.css.tokens import tokenize
from tests.css.test_joinability import CLOSED_CSS, OPEN_CSS

CSS_PARTS = st.lists(
    st.sampled_from(
        """a b {} { } ; : , /* */ ' " ( ) [ ] @media @import @layer x url( \\
        ! # .c""".split()
    )
    | st.sampled_from("\n ")
).map("".join)


def apart(*texts: str) -> str:
    found = [joinability(text, "js") for text in texts]
    assert not any(part.kept_because for part in found)
    return text_obstacle(found[:-1], found[-1])


# Style sheets


@pytest.mark.parametrize("text", OPEN_CSS)
def test_an_open_sheet_is_the_last_of_its_bundle(text: str) -> None:
    assert (
        joinability(text, "css").last_because
        == "it leaves a block, a comment or a string open at its end"
    )
    assert text_obstacle([joinability(text, "css")], Joinability()).startswith("it leaves")
    assert text_obstacle([Joinability()], joinability(text, "css")) == ""


@pytest.mark.parametrize("text", ['@import "b";', "a{} @IMPORT url(b);", "/**/@import 'b' print;"])
def test_a_sheet_with_an_import_is_the_first_of_its_bundle(text: str) -> None:
    assert (
        text_obstacle([Joinability()], joinability(text, "css"))
        == "its @import is valid at the top only"
    )
    assert text_obstacle([joinability(text, "css")], Joinability()) == ""


def test_imports_may_stand_behind_nothing_but_imports() -> None:
    only, more = (
        joinability("@import 'a';/**/@import 'b';", "css"),
        joinability("@import 'c';a{}", "css"),
    )
    assert text_obstacle([only], more) == text_obstacle([only, only], more) == ""
    assert text_obstacle([only, Joinability()], more) == text_obstacle([more], only) != ""
    assert text_obstacle([joinability("@import 'a';@layer x;", "css")], more) != ""


def test_an_import_behind_layers_may_not_stand_behind_other_imports() -> None:
    only, layers = joinability("@import 'a';", "css"), joinability("@layer x;@import 'b';", "css")
    assert text_obstacle([only], layers) == "its @import is valid at the top only"
    assert text_obstacle([only], joinability("@layer x;", "css")) == ""


def test_a_sheet_with_a_namespace_is_alone() -> None:
    found = joinability("@namespace svg url(http://www.w3.org/2000/svg);a{}", "css")
    reason = "its @namespace would hold for others"
    assert text_obstacle([found], Joinability()) == text_obstacle([Joinability()], found) == reason
    assert text_obstacle([], found) == ""


@given(CSS_PARTS, CSS_PARTS)
def test_joined_sheets_mean_what_they_meant_one_by_one(one: str, other: str) -> None:
    if text_obstacle([joinability(one, "css")], joinability(other, "css")):
        return
    joined = meaning(tokenize(join([one, other], "css")), lenient=False).keys
    parts = [meaning(tokenize(text), lenient=False).keys for text in (one, other)]
    assert list(joined) == [*parts[0], *parts[1]]


@pytest.mark.parametrize(("one", "other"), list(pairwise([*CLOSED_CSS, *CLOSED_CSS[::-1]])))
def test_closed_sheets_mean_the_same_in_any_company(one: str, other: str) -> None:
    joined = meaning(tokenize(join([one, other], "css")), lenient=False).keys
    parts = [meaning(tokenize(text), lenient=False).keys for text in (one, other)]
    assert list(joined) == [*parts[0], *parts[1]]


# Scripts


def test_strict_and_sloppy_scripts_are_apart() -> None:
    reason = "only one of the two scripts is in strict mode"
    assert apart("'use strict'", "a()") == apart("a()", "'use strict'") == reason
    assert apart("'use strict'; a()", "'use strict'; b()") == ""
    # The directive of the second would become that of both.
    assert apart("'a string'", "'use strict'") == apart("// comment", "'use strict'") == reason


MENTIONS = "a|typeof a|f(a)|x = { a }|var a|let a|function a() {}|a = 1".split("|")
PROPERTIES = "x.a|x = { a: 1 }|window['a']|if (!('a' in window)) {}".split("|")


@pytest.mark.parametrize("before", MENTIONS)
@pytest.mark.parametrize("declaration", ["var a", "let a", "function a() {}", "class a {}"])
def test_a_declaration_must_not_come_too_early(before: str, declaration: str) -> None:
    reason = "it declares a, which a script before it mentions"
    assert apart(before, declaration) == reason
    assert apart(before, "unrelated()", declaration) == reason


@pytest.mark.parametrize("before", PROPERTIES)
def test_a_property_may_be_that_of_the_page_if_the_declaration_makes_one(before: str) -> None:
    for declaration in ("var a", "function a() {}", "if (x) { function a() {} }"):
        assert apart(before, declaration) != ""
    for declaration in ("let a", "const a = 1", "class a {}", "let {x: a} = y"):
        assert apart(before, declaration) == ""


def test_a_label_is_no_name() -> None:
    assert apart("a: for (;;) { break a }", "var a") == ""


def test_what_a_script_declares_those_behind_it_may_use() -> None:
    assert apart("var a; let b; function c() {}", "a(b, c); var d", "a; b; c; d; var e") == ""


def test_the_same_script_twice_is_apart() -> None:
    # Each has its own errors: the second one's would end the first.
    assert apart("const a = 1", "const a = 1") != ""


def test_the_name_that_is_said_is_always_the_same() -> None:
    text = ";".join(f"var n{number}" for number in range(50))
    assert apart(text, text) == "it declares n0, which a script before it mentions"


def test_a_line_for_the_shell_is_for_the_top_only() -> None:
    reason = "its first line is for the top only"
    found = joinability("#!/usr/bin/env node\na()", "js")
    assert text_obstacle([joinability("b()", "js")], found) == reason
    assert text_obstacle([found], joinability("b()", "js")) == ""


@pytest.mark.parametrize(
    "text",
    ["a()", "a() // b", "a() /* b */", "a = b", "a = function () {}", "a\n", "<!-- a", "a++"],
)
@pytest.mark.parametrize(
    "following", ["(b)()", "[b].c()", "`b`", "/b/.c", "+b", "--> x\nb()", "++b"]
)
def test_joined_scripts_are_the_statements_of_both(text: str, following: str) -> None:
    from sphinx_compress.js.syntax import parse

    def statements(source: str) -> list[bytes]:
        root = parse(source.encode()).root_node
        assert not root.has_error
        ours = (node for node in root.named_children if node.type != "empty_statement")
        return [(node.text or b"").strip(b"; \n") for node in ours]

    assert statements(join([text, following], "js")) == statements(text) + statements(following)


def test_one_text_is_joined_to_itself() -> None:
    assert join(["a"], "css") == join(["a"], "js") == "a"
    assert join([], "css") == ""


# Groups


def hunk(text: str, attributes: str = "", kind: Kind = "js") -> Hunk:
    """Return a hunk, the attributes of its tag being words such as `defer` or `media=print`."""
    pairs = tuple((name, value) for name, _, value in map(_partition, attributes.split()))
    files = (("a.js", len(text)),)
    return Hunk(Element(text, None, text, "", pairs), text, joinability(text, kind), files)


def _partition(word: str) -> tuple[str, str, str]:
    return word.partition("=")


def grouped(*items: Hunk | str, joining: Joining = "elements") -> list[str | list[str]]:
    """Return the texts of groups, and of what passes through."""
    nodes = [Verbatim(item) if isinstance(item, str) else item for item in items]
    return [
        part.text if isinstance(part, Verbatim) else [each.text for each in part.hunks]
        for part in group(nodes, joining)
    ]


def reasons(*items: Hunk | str, joining: Joining = "elements") -> list[str]:
    nodes = [Verbatim(item) if isinstance(item, str) else item for item in items]
    return [part.reason for part in group(nodes, joining) if isinstance(part, Group)]


A, B, C, D = (hunk(f"{name}()") for name in "abcd")
STRICT = hunk("'use strict'; s()")
READS = hunk("f(document.currentScript.dataset.a)", "data-a=b")


def test_neighbours_are_one_group_without_what_is_between_them() -> None:
    for joining in ("elements", "text"):
        assert grouped(" ", A, "\n", B, "\n\n", C, "\t", joining=joining) == [
            " ",
            ["a()", "b()", "c()"],
            "\t",
        ]
    assert reasons(A, B) == [""]
    assert grouped() == []
    assert grouped(" ") == [" "]


def test_nothing_is_joined_over_what_passes_through() -> None:
    parts = grouped(A, " ", B, " ", "<!-- x -->", " ", C, " ", D)
    assert parts == [["a()", "b()"], " ", "<!-- x -->", " ", ["c()", "d()"]]
    assert reasons(A, "<!-- x -->", B) == ["", ""]
    # A space that does not break is text that a reader sees.
    assert grouped(A, "\xa0", B) == [["a()"], "\xa0", ["b()"]]


def test_scripts_are_never_joined_if_nobody_wants_it() -> None:
    assert grouped(A, " ", B, joining="never") == [["a()"], " ", ["b()"]]
    assert reasons(A, B, joining="never") == ["", "compress_join_scripts is 'never'"]


def test_scripts_as_texts_are_one_strict_or_not() -> None:
    assert grouped(A, STRICT, B, joining="text") == [["a()"], [STRICT.text], ["b()"]]
    assert reasons(A, STRICT, joining="text")[1].startswith("only one of the two")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a()", "'use strict'; b()"),
        ("const a = 1", "const a = 1"),
        ("f(a)", "function a() {}"),
        ("#!shell\na()", "#!shell\nb()"),
        ("a()", "#!shell\nb()"),
        ("f(document.currentScript.dataset.a)", "a()"),
    ],
)
def test_scripts_as_elements_keep_all_that_is_their_own(one: str, other: str) -> None:
    found = [joinability(text, "js") for text in (one, other)]
    assert text_obstacle(found[:1], found[1], "elements") == ""
    assert text_obstacle(found[:1], found[1], "text") != ""
    assert text_obstacle(found[:1], found[1], "never") == "compress_join_scripts is 'never'"
    assert text_obstacle([], found[1], "never") == ""
    assert grouped(hunk(one), hunk(other)) == [[one, other]]


def test_a_script_that_reads_its_tag_is_apart_from_other_texts() -> None:
    reason = "it reads an attribute of its own tag"
    found = joinability(READS.text, "js")
    assert text_obstacle([found], Joinability()) == text_obstacle([Joinability()], found) == reason
    assert grouped(READS, A, joining="text") == [[READS.text], ["a()"]]


def test_what_a_script_reads_itself_is_no_matter_of_others() -> None:
    assert READS.own_attributes == (("data-a", "b"),)
    assert READS.shared_attributes == ()
    assert grouped(A, READS, B) == [["a()", READS.text, "b()"]]
    # The other ones are.
    assert grouped(A, hunk(READS.text, "data-a=b data-b=c")) == [["a()"], [READS.text]]


# What may pass


def test_a_script_that_waits_lets_others_pass() -> None:
    late, later = hunk("late()", "defer"), hunk("later()", "defer")
    assert grouped(A, late, B, later) == [["a()", "b()"], ["late()", "later()"]]
    assert grouped(late, A, later, B) == [["late()", "later()"], ["a()", "b()"]]
    assert grouped(A, "\n", late, "\n", B, "\n") == [["a()", "b()"], "\n", ["late()"], "\n"]
    assert reasons(A, late) == ["", "its attributes are not those of its neighbour"]


def test_the_reason_is_why_a_script_is_not_joined_to_its_nearest_neighbour() -> None:
    late, large = hunk("late()", "defer"), hunk("b();" * 30_000)
    attributes = "its attributes are not those of its neighbour"
    assert reasons(A, late, large) == ["", attributes, attributes]
    assert reasons(late, A, large) == ["", attributes, LARGE]


def test_a_script_that_waits_for_nothing_is_passed_but_passes_nothing() -> None:
    soon, sooner = hunk("soon()", "async"), hunk("sooner()", "async")
    assert grouped(A, soon, B) == [["a()", "b()"], ["soon()"]]
    # Were it to stand further up, it might run before what it would have followed.
    assert grouped(soon, A, sooner) == [["soon()"], ["a()"], ["sooner()"]]
    assert grouped(soon, sooner) == [["soon()", "sooner()"]]


def test_scripts_that_run_at_one_time_do_not_pass_each_other() -> None:
    other = hunk("other()", "crossorigin")
    assert grouped(A, other, B) == [["a()"], ["other()"], ["b()"]]
    late, apart_ = hunk("late()", "defer"), hunk("apart()", "defer crossorigin")
    assert grouped(late, apart_, late) == [["late()"], ["apart()"], ["late()"]]
    # One that may pass the first, but not what stands before it.
    assert grouped(A, other, late, B) == [["a()"], ["other()"], ["late()"], ["b()"]]


def test_nothing_passes_what_passes_through() -> None:
    late = hunk("late()", "defer")
    assert grouped(A, late, "<p>", B) == [["a()"], ["late()"], "<p>", ["b()"]]
    assert grouped(late, A, "<p>", late) == [["late()"], ["a()"], "<p>", ["late()"]]


def test_style_sheets_do_not_pass_each_other() -> None:
    one, other = hunk("a{}", "", "css"), hunk("b{}", "media=print", "css")
    parts = grouped(one, other, one, joining="text")
    assert parts == [["a{}"], ["b{}"], ["a{}"]]
    assert grouped(one, one, other, other, joining="text") == [["a{}", "a{}"], ["b{}", "b{}"]]


TIMED = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", "defer", "async", "crossorigin"]))
)


@given(TIMED, st.sampled_from(["elements", "text"]))
def test_what_runs_in_an_order_still_does(scripts: list[tuple[str, str]], joining: Joining) -> None:
    hunks = [hunk(f"{name}{number}()", way) for number, (name, way) in enumerate(scripts)]
    parts = [part for part in group(hunks, joining) if isinstance(part, Group)]
    after = [each for part in parts for each in part.hunks]
    assert sorted(map(id, after)) == sorted(map(id, hunks))
    for way in ("defer", "async"):
        late = [each for each in hunks if way in dict(each.element.attributes)]
        assert late == [each for each in after if way in dict(each.element.attributes)]
    now = [each for each in hunks if not {"defer", "async"} & dict(each.element.attributes).keys()]
    assert now == [
        each for each in after if not {"defer", "async"} & dict(each.element.attributes).keys()
    ]
    for part in parts:
        assert len({each.shared_attributes for each in part.hunks}) == 1


# Scripts that no loader runs


LARGE = "a script of its size is faster as a file of its own"


@pytest.mark.parametrize(("timing", "most"), [("", 40_000), ("defer", 100_000), ("async", 100_000)])
def test_a_large_script_is_a_file_of_its_own(timing: str, most: int) -> None:
    small, large = (hunk("b();" + " " * (most - 4 + more), timing) for more in (0, 1))
    one, other = hunk("a()", timing), hunk("c()", timing)
    assert grouped(one, small, other) == [[one.text, small.text, other.text]]
    assert grouped(one, large, other) == [[one.text], [large.text], [other.text]]
    assert grouped(large, large) == [[large.text], [large.text]]
    assert reasons(one, large, other) == ["", LARGE, LARGE]
    # As a text, it is compiled with the others.
    assert grouped(one, large, other, joining="text") == [[one.text, large.text, other.text]]


def test_a_large_script_lets_those_pass_that_wait() -> None:
    large, late = hunk("b();" * 30_000), hunk("late()", "defer")
    assert grouped(late, large, late) == [["late()", "late()"], [large.text]]


WAITS = "document.addEventListener('DOMContentLoaded', f)"


def test_a_deferred_script_that_waits_for_the_page_is_a_file_of_its_own() -> None:
    late, waits = hunk("late()", "defer"), hunk(WAITS, "defer")
    assert grouped(late, waits, late) == [["late()"], [WAITS], ["late()"]]
    assert reasons(late, waits)[1].startswith("it is deferred, and waits for DOMContentLoaded")
    assert grouped(late, waits, joining="text") == [["late()", WAITS]]
    # While the page is read, nobody can come too late.
    assert grouped(A, hunk(WAITS), B) == [["a()", WAITS, "b()"]]


def test_a_deferred_script_may_ask_whether_the_page_is_read() -> None:
    late = hunk("late()", "defer")
    asks = hunk(f"document.readyState == 'loading' ? {WAITS} : f()", "defer")
    assert grouped(late, asks) == [["late()", asks.text]]
