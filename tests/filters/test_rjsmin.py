"""JavaScript gets shorter, and never does anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_compress.filters import rjsmin
from sphinx_compress.filters.rjsmin import RJSMinFilter, removable
from sphinx_compress.filters.verify import js_difference, js_syntax_error
from tests.filtering import PROBES, Filtered, read, run

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

JS_PROBES = sorted((PROBES / "js").glob("*.js"))
#: Makes a text look as if it were not minified.
LOOSE = "\n" * 400

#: Probes that the parser does not understand, or takes for what browsers may not.
KEPT = {
    "asi-field-generator",
    "comments-line-asi",
    "crlf-cr",
    "html-close",
    "html-comment-real",
    "html-open",
    "line-ends-cr",
    "of-async-names",
    "separator-asi",
    "separator-ends-comment",
    "template-tag-raw",
    "tpl-tagged",
    "yield-identifier",
}


def minify(text: str) -> Filtered:
    """Minify a script although it may be short already."""
    return run(RJSMinFilter(), text + LOOSE, "js", source="_static/a.js")


@pytest.mark.parametrize("path", JS_PROBES, ids=lambda path: path.stem)
def test_every_probe_keeps_its_meaning_and_is_reported_if_it_was_not_minified(path: Path) -> None:
    text = read(path)
    result = minify(text)
    kept = path.stem in KEPT
    assert len(result.problems) == kept
    if kept:
        assert result.text == text + LOOSE
    else:
        assert js_difference(text, result.text) is None
        assert len(result.text) < len(text)


@pytest.mark.parametrize(
    ("text", "minified"),
    [
        ("var a = 1; // b\nvar c = 2;", "var a=1;var c=2;"),
        ("a\nb", "a\nb"),
        ("function f() { return a / b }", "function f(){return a/b}"),
        ("/* a */", ""),
        ("", ""),
        ("var a = 1\n//# sourceMappingURL=a.js.map", "var a=1"),
        ("#!/usr/bin/env node\n'use strict'; var a", "#!/usr/bin/env node\n'use strict';var a"),
        ("\ufeffvar a = 1", "var a=1"),
    ],
)
def test_comments_and_blanks_go(text: str, minified: str) -> None:
    result = minify(text)
    assert result.text == minified
    assert not result.problems


@pytest.mark.parametrize(
    "comment",
    [
        "/*! a */",
        "/** @license MIT */",
        "/*\n * @preserve\n */",
        "//! a",
        "// @license MIT",
        "// @license MIT\n// (c) somebody",
        "/* @copyright somebody */",
    ],
)
def test_license_comments_stay(comment: str) -> None:
    assert minify(f"var a = 1;\n{comment}\nvar b = 2;").text == f"{comment}\nvar a=1;var b=2;"


def test_what_libre_js_reads_stays_around_the_script() -> None:
    text = "// @license magnet:?xt=urn:btih:x MIT\nvar a = 1;\n// @license-end\n"
    assert minify(text).text == ("// @license magnet:?xt=urn:btih:x MIT\nvar a=1;\n// @license-end")


def test_a_script_that_does_not_parse_stays_and_is_reported_once() -> None:
    text = "var a = 1;\nvar b = = 2;\nvar c = = 3;"
    result = minify(text)
    assert result.text == text + LOOSE
    [problem] = result.problems
    assert (problem.subtype, problem.source, problem.line) == ("minify", "_static/a.js", 2)
    assert "syntax error" in problem.message
    assert len(problem.message) < 150


def test_what_rjsmin_spoils_loses_its_blanks_all_the_same() -> None:
    result = minify("var a = 1;\nvar b = 5 .toString();")
    assert result == Filtered("var a=1;var b=5 .toString();", [])
    nested = minify("var a = `${ `b  c` }  d` ;\n/*! licence */")
    assert nested == Filtered("/*! licence */\nvar a=`${ `b  c` }  d`;", [])


def test_the_first_line_of_a_program_stays_the_first() -> None:
    result = minify("#!/usr/bin/env node\n/*! licence */\nvar a = `${ `b` }` ;")
    assert result == Filtered("#!/usr/bin/env node\n/*! licence */\nvar a=`${ `b` }`;", [])


def test_a_result_that_means_something_else_is_reported_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rjsmin, "without_blanks", lambda read: "var a=1;var b=5 .at()")
    text = "var a = 1;\nvar b = 5 .toString();"
    result = minify(text)
    assert result.text == text + LOOSE
    [problem] = result.problems
    assert problem.line == 2
    assert "toString" in problem.message


def test_minified_text_is_recognised_and_left_alone() -> None:
    text = "var a=function(b){return b+1};" * 100
    assert removable(text) == 0
    assert run(RJSMinFilter(), text, "js").text == text


def test_minified_text_loses_only_the_name_of_its_source_map() -> None:
    text = "var a=function(b){return b+1};" * 100
    result = run(RJSMinFilter(), text + "\n//# sourceMappingURL=a.js.map\n", "js").text
    assert result.rstrip() == text


def test_a_string_that_looks_like_a_source_map_stays() -> None:
    text = "var a=function(b){return b+1};" * 100 + 'var s="\\\n//# sourceMappingURL=a.js.map"'
    assert run(RJSMinFilter(), text, "js").text == text


def test_a_template_that_looks_like_a_source_map_stays() -> None:
    text = "var a=function(b){return b+1};" * 100 + "var s=`\n//# sourceMappingURL=a.js.map\n`"
    assert run(RJSMinFilter(), text, "js").text == text


def test_the_c_extension_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    import rjsmin

    def fail(*args: object, **options: object) -> str:
        raise AssertionError("used the C extension")

    monkeypatch.setattr(rjsmin, "jsmin", fail)
    assert minify("var a = 1").text == "var a=1"


HARD = {
    "open character classes": "=/[" * 20000,
    "escapes in templates": "`\\" * 20000,
    "continued strings": "'\\\n" * 20000,
    "slashes": "/" * 20000,
    "open comments": "/*" * 20000,
    "brackets": "(" * 20000,
    "classes in a nested template": "a = `${`" + "=/[" * 20000 + "`}`",
    "classes in a long expression": "a = b\ncase_(/" + "=\\/[(]" * 10000 + "/)",
    "calls": "a()" * 10000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_no_text_hangs_the_filter(text: str) -> None:
    # A quadratic way would show as a test that does not end.
    result = minify(text).text
    assert result == text + LOOSE or js_difference(text + LOOSE, result) is None


PIECES = st.lists(
    st.sampled_from(
        ["a", " ", "\n", "{", "}", "(", ")", "[", "]", ";", ",", "/", "*", "+", "-", "'", '"', "`",
         "${", "\\", "/x  y/", "return", "var ", "=", "=>", "5 ", ".", "in ", "<", "!", "--", "++",
         "// c\n", "/* c */", "/*! d */", "<!--", "-->", "\u2028", "é", "function f(){", "if(a)",
         "'x  y'", "`x  y`", "async ", "yield ", "class A{", "get ", "#!", "0x1 ", "1e3", ":", "?"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(PIECES)
@settings(max_examples=1000)
def test_anything_made_of_pieces_of_a_script_keeps_its_meaning(text: str) -> None:
    result = minify(text)
    if js_syntax_error(text) is None:
        assert js_difference(text.removeprefix("\ufeff"), result.text) is None
    else:
        assert result.text == text + LOOSE


@given(st.text(max_size=80))
def test_any_text_at_all_is_no_error(text: str) -> None:
    minify(text)


def test_what_is_too_large_stays_unless_it_is_short_already() -> None:
    text = "var a = 1 ;\n" * 300_000
    result = run(RJSMinFilter(), text, "js")
    assert result.text == text
    assert [each.subtype for each in result.problems] == ["size"]
    short = text.replace(" ", "").replace("\n", "")
    assert run(RJSMinFilter(), short * 2, "js") == Filtered(short * 2, [])
