"""Tests of filters applied one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from sphinx_compress.core.errors import CompressError, FilterError, SourceNotFound
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters.base import Effect, Filter, FilterContext, FilterSpec, Stage
from sphinx_compress.filters.chain import apply_step, apply_steps, compile_text
from sphinx_compress.filters.registry import Step, load_steps

Work = Callable[[str, FilterContext], str]


class Given(Filter):
    """A filter that does what it is given to do."""

    name: ClassVar[str] = "given"
    version: ClassVar[str] = "1"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css", "js"})

    def __init__(self, work: Work) -> None:
        self.work = work

    def __call__(self, text: str, context: FilterContext) -> str:
        return self.work(text, context)


class Essential(Given):
    essential: ClassVar[bool] = True


class Minifies(Given):
    effect: ClassVar[Effect] = "minifies"


class Renames(Given):
    effect: ClassVar[Effect] = "renames"


class EssentialMinifier(Minifies):
    essential: ClassVar[bool] = True


class Output(Given):
    stage: ClassVar[Stage] = "output"


class Prepared(Step):
    """A step whose filter need not be imported."""

    def __init__(self, filter_: Filter, options: str) -> None:
        self.spec = FilterSpec(filter_.name, options)
        self.fingerprint = (filter_.name, filter_.version, options, "")
        self.__dict__["filter"] = filter_


def step(work: Work, class_: type[Given] = Given, options: str = "{}") -> Step:
    return Prepared(class_(work), options)


def adding(text: str, class_: type[Given] = Given) -> Step:
    return step(lambda before, _: before + text, class_)


def failing(error: BaseException, class_: type[Given] = Given) -> Step:
    def fail(text: str, context: FilterContext) -> str:
        raise error

    return step(fail, class_)


def read_nothing(url: str) -> bytes:
    raise SourceNotFound(f"{url} was not found")


class Context:
    """A context that remembers what was reported."""

    def __init__(self, kind: Kind = "css") -> None:
        self.problems: list[Problem] = []
        self.context = FilterContext(
            kind=kind,
            source="_static/a.css",
            base="_static",
            target="_static/compress/css",
            read=read_nothing,
            report=self.problems.append,
        )


ERRORS: list[tuple[Exception, str, int | None]] = [
    (FilterError("it is odd", 3), "given: it is odd", 3),
    (FilterError("it is odd"), "given: it is odd", None),
    (SourceNotFound("b.css was not found"), "given: b.css was not found", None),
    (CompressError("x"), "given: x", None),
    (ValueError("bad"), "given failed with ValueError: bad", None),
    (RecursionError("deep"), "given failed with RecursionError: deep", None),
    (MemoryError(), "given failed with MemoryError: ", None),
    (OSError(2, "No such file"), "given failed with FileNotFoundError: [Errno 2] No such", None),
    (StopIteration(), "given failed with StopIteration: ", None),
    (AssertionError(), "given failed with AssertionError: ", None),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "given failed with UnicodeDecode", None),
]


def test_filters_are_applied_in_order() -> None:
    context = Context()
    assert apply_steps([adding("b"), adding("c")], "input", "a", context.context) == "abc"
    assert apply_steps([], "input", "a", context.context) == "a"
    assert context.problems == []


def test_each_stage_has_its_filters() -> None:
    steps = [adding("b"), adding("c", Output), adding("d")]
    context = Context().context
    assert apply_steps(steps, "input", "a", context) == "abd"
    assert apply_steps(steps, "output", "a", context) == "ac"


@pytest.mark.parametrize(("error", "message", "line"), ERRORS)
def test_a_filter_that_fails_is_left_out(error: Exception, message: str, line: int | None) -> None:
    context = Context()
    assert (
        apply_steps([adding("b"), failing(error), adding("c")], "input", "a", context.context)
        == "abc"
    )
    (problem,) = context.problems
    assert problem.message.startswith(message)
    assert (problem.subtype, problem.source, problem.line) == ("filter", "_static/a.css", line)


@pytest.mark.parametrize(("error", "message", "line"), ERRORS)
def test_a_filter_that_must_not_fail_stops_the_others(
    error: Exception, message: str, line: int | None
) -> None:
    context = Context()
    with pytest.raises(FilterError) as caught:
        apply_steps([failing(error, Essential), adding("b")], "input", "a", context.context)
    assert caught.value.message.startswith(message)
    assert caught.value.line == line
    assert context.problems == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_an_interrupt_is_no_failure(error: BaseException) -> None:
    with pytest.raises(type(error)):
        apply_steps([failing(error)], "input", "a", Context().context)


@pytest.mark.parametrize("value", [None, b"a", 1, ["a"]])
def test_what_is_no_text_is_not_taken(value: Any) -> None:
    context = Context()
    assert apply_steps([step(lambda _text, _context: value)], "input", "a", context.context) == "a"
    (problem,) = context.problems
    assert problem.message == f"given returned a {type(value).__name__} and not a string"


@pytest.mark.parametrize("nothing", ["", " ", "\n\t"])
@pytest.mark.parametrize(("kind", "text"), [("css", "a{b:c}"), ("js", "a()"), ("css", "a{")])
def test_nothing_is_not_taken_for_something(kind: Kind, text: str, nothing: str) -> None:
    context = Context(kind)
    assert (
        apply_steps([step(lambda _text, _context: nothing)], "input", text, context.context) == text
    )
    assert [problem.message for problem in context.problems] == [
        "given made nothing of a text that is not empty"
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("css", ""),
        ("css", " \n"),
        ("css", "/* a */"),
        ("js", ""),
    ],
)
def test_nothing_is_taken_for_what_means_nothing(kind: Kind, text: str) -> None:
    context = Context(kind)
    assert apply_steps([step(lambda _text, _context: "")], "input", text, context.context) == ""
    assert context.problems == []


@pytest.mark.parametrize("text", ["p {}", "p { } /* a */", "@media print {}"])
def test_a_minifier_may_drop_rules_without_declarations(text: str) -> None:
    context = Context("css")
    steps, problems = load_steps([FilterSpec("csscompressor")], "css", Path())
    assert apply_steps(steps, "input", text, context.context) == ""
    assert [*problems, *context.problems] == []


@pytest.mark.parametrize("text", ["{" * 5000, "(" * 5000 + ")" * 5000, "/*", "'", "9" * 5000, "\0"])
@pytest.mark.parametrize("kind", ["css", "js"])
def test_hostile_text_of_which_nothing_is_left_is_no_error(kind: Kind, text: str) -> None:
    context = Context(kind)
    assert apply_steps([step(lambda _text, _context: "")], "input", text, context.context) in {
        text,
        "",
    }


def test_a_filter_is_told_its_options_and_all_else() -> None:
    seen: list[FilterContext] = []

    def look(text: str, context: FilterContext) -> str:
        seen.append(context)
        return text

    context = Context().context
    apply_steps([step(look, options='{"a": [1, null]}'), step(look)], "input", "x", context)
    assert [dict(told.options) for told in seen] == [{"a": [1, None]}, {}]
    assert {(told.kind, told.source, told.base, told.target) for told in seen} == {
        ("css", "_static/a.css", "_static", "_static/compress/css")
    }
    assert dict(context.options) == {}


def test_a_filter_may_report_and_go_on() -> None:
    context = Context()

    def warn(text: str, context: FilterContext) -> str:
        context.report(Problem("x", "careful", context.source, 1))
        return text + "b"

    assert apply_steps([step(warn)], "input", "a", context.context) == "ab"
    assert context.problems == [Problem("x", "careful", "_static/a.css", 1)]


def test_a_single_filter_says_why_it_fails() -> None:
    with pytest.raises(FilterError, match=r"^given failed with ZeroDivisionError: by zero$"):
        apply_step(failing(ZeroDivisionError("by zero")), "a", Context().context)
    assert apply_step(adding("b"), "a", Context().context) == "ab"


def test_the_real_filters_make_a_sheet_smaller_and_move_its_urls() -> None:
    steps, _ = load_steps([FilterSpec("urls"), FilterSpec("csscompressor")], "css", Path())
    context = Context()
    text = apply_steps(steps, "input", "a {\n  background: url( 'b.png' ) ;\n}\n", context.context)
    assert "../../b.png" in text
    assert "\n" not in text
    assert context.problems == []


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("css", "a { b : c }", "a{b:c}"),
        ("css", "a{color:#AABBCC;margin:0px}", "a{color:#abc;margin:0}"),
        ("js", "a( 1 ) ;", "a(1);"),
    ],
)
def test_a_minifier_may_write_the_same_in_another_way(kind: Kind, before: str, after: str) -> None:
    context = Context(kind)
    steps = [step(lambda _text, _context: after, Minifies)]
    assert apply_steps(steps, "input", before, context.context) == after
    assert context.problems == []


@pytest.mark.parametrize(
    ("kind", "before", "after", "message"),
    [
        ("css", "a :hover { b : c }", "a:hover{b:c}", "(a blank was lost): a :hover { b : c }"),
        ("css", "a { b : c", "a{b:c}", "(the text ends within a block): a { b : c"),
        ("css", "a{b:c}", "a{b:c", "): a{b:c}"),
        ("js", "a( 1 ) ;", "a(2);", "(something was changed): a( 1 ) ;"),
        ("js", "a( 1 ", "a(1", "(syntax error): a( 1"),
        ("js", "let b = 1; c( b )", "let d=1;c(d)", "(something was changed): let b = 1; c( b )"),
    ],
)
def test_a_minifier_may_not_write_something_else(
    kind: Kind, before: str, after: str, message: str
) -> None:
    context = Context(kind)
    steps = [step(lambda _text, _context: after, Minifies), adding("/**/")]
    assert apply_steps(steps, "input", before, context.context) == before + "/**/"
    (problem,) = context.problems
    assert (problem.subtype, problem.source) == ("minify", "_static/a.css")
    assert problem.message.startswith("given: kept as written ")
    assert message in problem.message


def test_what_renames_is_only_asked_for_good_syntax() -> None:
    context = Context("js")
    steps = [step(lambda _text, _context: "let d=1;c(d)", Renames)]
    assert apply_steps(steps, "input", "let b = 1; c( b )", context.context) == "let d=1;c(d)"
    assert context.problems == []


@pytest.mark.parametrize(("before", "after"), [("a()", "a("), ("a(", "a()")])
def test_what_renames_neither_makes_nor_mends_a_syntax_error(before: str, after: str) -> None:
    context = Context("js")
    steps = [step(lambda _text, _context: after, Renames)]
    assert apply_steps(steps, "input", before, context.context) == before
    assert [problem.subtype for problem in context.problems] == ["minify"]


@pytest.mark.parametrize(("kind", "before", "after"), [("css", "a{}", "a{"), ("js", "a()", "a(")])
def test_a_change_that_makes_a_syntax_error_is_not_taken(
    kind: Kind, before: str, after: str
) -> None:
    context = Context(kind)
    steps = [step(lambda _text, _context: after)]
    assert apply_steps(steps, "input", before, context.context) == before
    (problem,) = context.problems
    assert problem.subtype == "filter"
    assert problem.message.startswith("given made ")
    assert "with an error, so that the text stays as it was" in problem.message


def test_a_change_of_what_has_a_syntax_error_already_is_taken() -> None:
    context = Context()
    assert apply_steps([adding("/**/")], "input", "a{", context.context) == "a{/**/"
    assert context.problems == []


def test_a_refused_result_of_a_step_that_must_not_fail_stops_the_others() -> None:
    steps = [step(lambda _text, _context: "a{b:d}", EssentialMinifier)]
    with pytest.raises(FilterError, match="kept as written"):
        apply_steps(steps, "input", "a{b:c}", Context().context)


@pytest.mark.parametrize(("kind", "after"), [("css", "a{"), ("js", "a(")])
def test_a_precompiler_must_make_what_it_says(kind: Kind, after: str) -> None:
    compiler = step(lambda _text, _context: after)
    with pytest.raises(FilterError, match=r"given made (CSS|JavaScript) with an error"):
        compile_text(compiler, "$a: 1", Context(kind).context)


def test_a_text_that_is_too_large_is_not_given_to_a_filter_that_minifies() -> None:
    context = Context()
    small = replace(context.context, max_minify_size=8)
    short = step(lambda before, _: before.replace(" ", ""), Minifies)
    steps = [short, adding("/**/")]
    assert apply_steps(steps, "input", "a{b: c}", small) == "a{b:c}/**/"
    assert apply_steps(steps, "input", "a{b: c }", small) == "a{b:c}/**/"
    assert context.problems == []
    assert apply_steps(steps, "input", "a{b: \u00e4 }", small) == "a{b: \u00e4 }/**/"
    [problem] = context.problems
    assert problem.subtype == "size"
    assert "given: kept as written, since its 9 bytes" in problem.message
    assert "compress_max_minify_size (8)" in problem.message
