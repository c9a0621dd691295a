"""Imported style sheets stand where they applied."""

from __future__ import annotations

import pytest

from sphinx_compress.filters.imports import ImportsFilter
from tests.filtering import Filtered, run


def inline(text: str, files: dict[str, str | bytes] | None = None, **more: str | None) -> Filtered:
    """Inline imports; the names of *files* are relative to ``_static/css/``."""
    named = {f"_static/css/{name}": content for name, content in (files or {}).items()}
    return run(ImportsFilter(), text, "css", files=named, **more)  # type: ignore[arg-type]


def flat(text: str) -> str:
    """Return *text* without line breaks."""
    return text.replace("\n", "")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('@import "b.css";', "b{}c{}"),
        ("@import 'b.css';", "b{}c{}"),
        ("@import url(b.css);", "b{}c{}"),
        ('@IMPORT URL( "b.css" ) ;', "b{}c{}"),
        ('@import/**/"b.css"/**/;', "b{}c{}"),
        ('@import "./x/../b.css?v=1f";', "b{}c{}"),
        ('@import "b.css" print;', "@media print{b{}}c{}"),
        (
            '@import "b.css" screen and (min-width:1px), print;',
            "@media screen and (min-width:1px), print{b{}}c{}",
        ),
        ('@import "b.css" supports(display: grid);', "@supports (display: grid){b{}}c{}"),
        ('@import "b.css" supports(--a: b);', "@supports (--a: b){b{}}c{}"),
        ('@import "b.css" supports((a:b) or (c:d));', "@supports (a:b) or (c:d){b{}}c{}"),
        (
            '@import "b.css" supports( (a:b) AND/**/(c:d) and e(f) );',
            "@supports (a:b) AND/**/(c:d) and e(f){b{}}c{}",
        ),
        ('@import "b.css" supports(not (a:b));', "@supports not (a:b){b{}}c{}"),
        ('@import "b.css" supports(selector(a > b));', "@supports selector(a > b){b{}}c{}"),
        ('@import "b.css" layer;', "@layer{b{}}c{}"),
        ('@import "b.css" layer(x);', "@layer x{b{}}c{}"),
        ('@import "b.css" LAYER( x.y ) print;', "@media print{@layer x.y{b{}}}c{}"),
        (
            "@import url(b.css)layer(x)supports(a:b)print;",
            "@media print{@supports (a:b){@layer x{b{}}}}c{}",
        ),
    ],
)
def test_a_local_import_is_inlined_with_its_conditions(rule: str, expected: str) -> None:
    done = inline(f"{rule}c{{}}", {"b.css": "b{}"})
    assert (flat(done.text), done.problems) == (expected, [])


@pytest.mark.parametrize(
    "rule",
    [
        '@import "https://x.test/b.css";',
        '@import "//x.test/b.css";',
        '@import "/b.css";',
        '@import "";',
        '@import src("b.css");',
        '@import url("b.css" crossorigin(anonymous));',
        '@import "b.css" layer(x y);',
        '@import "b.css" layer(initial);',
        '@import "b.css" layer layer(x);',
        '@import "b.css" supports();',
        '@import "b.css" supports(a b);',
        '@import "b.css" supports(selector(a){c{}});',
        '@import "b.css" supports(selector(a);c);',
        '@import "b.css" supports((a:b)or(c:d));',
        '@import "b.css" supports((a:b) and (c:d) or (e:f));',
        '@import "b.css" supports((a:b) or);',
        '@import "b.css" supports(not(a:b));',
        '@import "b.css" scope(.a);',
        '@import "b.css" screen, nonsense(x);',
        '@import "b.css" print supports(a:b);',
        '@import "b.txt";',
        "@import b.css;",
        "@import;",
    ],
)
def test_what_is_not_plain_or_not_local_stays(rule: str) -> None:
    text = f"{rule}c{{}}"
    done = inline(text, {"b.css": "b{}", "b.txt": "b{}"})
    assert done.text == text
    assert [problem.subtype for problem in done.problems] == ["import"]


@pytest.mark.parametrize(
    "text",
    [
        'a{}@import "b.css";',
        '@layer x{}@import "b.css";',
        '@import "b.css";@layer x;@import "b.css";',
        '@import "b.css";a{}@import "b.css";',
        '@foo;@import "b.css";',
        '%{}@import "b.css";',
        '@import "b.css" {}',
        '@import "b.css";@namespace x "y";',
    ],
)
def test_a_sheet_stays_when_browsers_may_not_obey_all_of_its_imports(text: str) -> None:
    done = inline(text, {"b.css": "b{}"})
    assert done.text == text
    assert [problem.subtype for problem in done.problems] == ["import"]


@pytest.mark.parametrize("text", ["a{}", "/* @import 'b.css'; */a{}", "a{b:'@import'}", ""])
def test_a_sheet_without_imports_stays_as_it_is(text: str) -> None:
    assert inline(text) == Filtered(text, [])


def test_layer_statements_in_front_stay_in_front() -> None:
    done = inline('@layer x, y;@import "b.css" layer(y);c{}', {"b.css": "b{}"})
    assert flat(done.text) == "@layer x, y;@layer y{b{}}c{}"


def test_an_import_without_semicolon_at_the_end_is_inlined() -> None:
    assert flat(inline('@import "b.css"', {"b.css": "b{}"}).text) == "b{}"


def test_license_comments_stay_where_they_are() -> None:
    done = inline('/*! c */@import "b.css";/*! d */c{}', {"b.css": "/*! b */b{}"})
    assert flat(done.text) == "/*! c *//*! b */b{}/*! d */c{}"


def test_imports_of_imports_are_inlined() -> None:
    files: dict[str, str | bytes] = {
        "b.css": '@import "sub/c.css" print;b{}',
        "sub/c.css": '@import "../d.css";c{}',
        "d.css": "d{}",
    }
    done = inline('@import "b.css" layer(x);a{}', files)
    assert flat(done.text) == "@layer x{@media print{d{}c{}}b{}}a{}"


def test_urls_of_an_imported_sheet_lead_where_they_led() -> None:
    files: dict[str, str | bytes] = {
        "sub/b.css": '@import "c/d.css";b{b:url(x.png) url("/y") url(#z) url(data:,)}',
        "sub/c/d.css": "d{b:url(../e.png)}",
    }
    done = inline('@import "sub/b.css";a{b:url(f.png)}', files)
    assert flat(done.text) == (
        'd{b:url(sub/e.png)}b{b:url(sub/x.png) url("/y") url(#z) url(data:,)}a{b:url(f.png)}'
    )


def test_an_inline_block_imports_by_urls_from_the_site_root() -> None:
    done = inline(
        '@import "compress-root:_static/css/b.css";@layer x;',
        {"b.css": "b{b:url(x.png)}"},
        source=None,
        base=None,
    )
    assert flat(done.text) == "b{b:url(compress-root:_static/css/x.png)}@layer x;"


def test_what_stands_before_an_external_import_stays_with_it() -> None:
    text = '@import "b.css";@import "https://x.test/y.css";@import "c.css";a{}'
    done = inline(text, {"b.css": "b{}", "c.css": "c{}"})
    assert flat(done.text) == '@import "b.css";@import "https://x.test/y.css";c{}a{}'
    assert [problem.message for problem in done.problems] == [
        "an @import stays: it is not plain, or not of this site",
        "an @import stays: an @import behind it stays",
    ]


def test_an_external_import_of_an_import_comes_first() -> None:
    files: dict[str, str | bytes] = {"b.css": '@import "https://x.test/y.css";b{}', "c.css": "c{}"}
    done = inline('@import "b.css";@import "c.css";a{}', files)
    assert flat(done.text) == '@import "https://x.test/y.css";b{}c{}a{}'


@pytest.mark.parametrize("condition", ["print", "layer", "layer(x)", "supports(a:b)"])
def test_an_external_import_is_not_put_under_a_condition(condition: str) -> None:
    text = f'@import "b.css" {condition};a{{}}'
    assert inline(text, {"b.css": '@import "https://x.test/y.css";b{}'}).text == text


def test_layers_do_not_come_between_imports() -> None:
    files: dict[str, str | bytes] = {
        "b.css": "b{}",
        "c.css": '@layer x;@import "https://x.test/y.css";c{}',
    }
    text = '@import "b.css";@import "c.css";a{}'
    assert inline(text, files).text == text
    alone = '@import "c.css";a{}'
    assert flat(inline(alone, files).text) == '@layer x;@import "https://x.test/y.css";c{}a{}'


@pytest.mark.parametrize(
    "content",
    [
        "b{",
        "b{}/*",
        'b{}"',
        "b",
        "@layer x",
        "b{c:url(",
        "b{}}c{}",
        "@namespace x 'y';b{}",
        "b{}@import 'c.css';",
        "b{--c:url(d.png)}",
        "b{c:" + "1" * 5000 + "}",
    ],
)
@pytest.mark.parametrize("condition", ["", " print"])
def test_a_sheet_that_needs_to_be_alone_is_not_inlined(content: str, condition: str) -> None:
    text = f'@import "b.css"{condition};a{{}}'
    done = inline(text, {"b.css": content})
    assert done.text == text
    assert {problem.subtype for problem in done.problems} == {"import"}


@pytest.mark.parametrize("content", ["<!-- b{} -->", "b; c{}", "--b:hover{}", "a{}; b{}"])
def test_what_reads_otherwise_within_a_block_is_not_put_into_one(content: str) -> None:
    text = '@import "b.css" print;a{}'
    assert inline(text, {"b.css": content}).text == text
    assert flat(inline('@import "b.css";a{}', {"b.css": content}).text) == f"{content}a{{}}"


def test_a_missing_file_is_reported_with_its_place() -> None:
    done = inline('/**/\n@import "b.css";a{}')
    assert done.text == '/**/\n@import "b.css";a{}'
    (problem,) = done.problems
    assert (problem.subtype, problem.source, problem.line) == ("missing", "_static/css/a.css", 2)
    assert problem.message == "_static/css/b.css was not found; its @import stays as it is"


def test_a_missing_file_of_an_import_is_reported_at_that_import() -> None:
    done = inline('@import "b.css";', {"b.css": '\n\n@import "c.css";b{}'})
    assert flat(done.text) == '@import "c.css";b{}'
    assert [(p.subtype, p.source, p.line) for p in done.problems] == [
        ("missing", "_static/css/b.css", 3)
    ]


def test_a_path_out_of_the_site_is_not_followed() -> None:
    done = inline('@import "../../../b.css";a{}')
    assert done.text == '@import "../../../b.css";a{}'
    assert [problem.subtype for problem in done.problems] == ["source"]


@pytest.mark.parametrize(
    "files",
    [
        {"a.css": '@import "a.css";a{}'},
        {"b.css": '@import "a.css";b{}', "a.css": '@import "b.css";a{}'},
        {
            "b.css": '@import "c.css";b{}',
            "c.css": '@import "x/../b.css";c{}',
            "a.css": '@import "b.css";a{}',
        },
    ],
)
def test_a_cycle_is_cut_as_browsers_do_and_reported(files: dict[str, str | bytes]) -> None:
    text = files["a.css"]
    assert isinstance(text, str)
    done = inline(text, files)
    assert flat(done.text) == "".join(f"{name[0]}{{}}" for name in sorted(files, reverse=True))
    assert ["imports itself in the end" in problem.message for problem in done.problems] == [True]


def test_a_cycle_with_a_layer_is_left_to_the_browser() -> None:
    text = '@import "a.css" layer(x);a{}'
    assert inline(text, {"a.css": text}).text == text


def test_imports_that_double_with_each_level_are_given_up() -> None:
    files: dict[str, str | bytes] = {
        f"{n}.css": f'@import "{n + 1}.css";@import "{n + 1}.css";' for n in range(30)
    }
    done = inline('@import "0.css";a{}', files | {"30.css": "b{}"})
    assert done.text == '@import "0.css";a{}'
    (problem,) = done.problems
    assert "more than 500 files" in problem.message


def test_imports_nested_without_end_are_given_up() -> None:
    files: dict[str, str | bytes] = {f"{n}.css": f'@import "{n + 1}.css";' for n in range(200)}
    assert inline('@import "0.css";', files).text == '@import "0.css";'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("b{c:'é'}".encode("windows-1252"), "b{c:'\ufffd'}"),
        (b'@charset "windows-1252";' + "b{c:'é'}".encode("windows-1252"), "b{c:'é'}"),
        ("b{c:'é'}".encode("utf-16"), "b{c:'é'}"),
        ("\ufeffb{c:'é'}".encode(), "b{c:'é'}"),
        (b'@charset "utf-8";' + "b{c:'é'}".encode(), "b{c:'é'}"),
    ],
)
def test_an_imported_sheet_is_decoded_by_its_own_rules(content: bytes, expected: str) -> None:
    assert flat(inline('@import "b.css";', {"b.css": content}).text) == expected


def test_a_sheet_with_windows_line_ends_is_inlined() -> None:
    done = inline('/* a\r\n*/@import "b.css";\r\na{}\r\n', {"b.css": "b{\r\n}"})
    assert flat(done.text.replace("\r", "")) == "/* a*/b{}a{}"


def test_a_sheet_that_cannot_be_read_stays() -> None:
    text = '@import "b.css";a{b:' + "1" * 5000 + "}"
    assert inline(text, {"b.css": "b{}"}).text == text


@pytest.mark.parametrize(
    "rule",
    [
        '@import "b.css" screen and (min-width:1px',
        '@import "b.css" supports(not (a:b',
        '@import "b.css" layer(x',
        '@import "b.css" screen, (;',
        '@import "b.css" screen, x\\',
    ],
)
def test_a_condition_that_only_the_end_closes_does_not_take_the_sheet_in(rule: str) -> None:
    assert inline(rule, {"b.css": "b{}"}).text == rule


@pytest.mark.parametrize(
    "text",
    [
        '@import "b.css";<!-- @import "c.css"; -->',
        '<!-- @import "b.css"; --> a{}',
        '@import "b.css";@import "d.css";',
    ],
)
def test_an_import_behind_a_mark_of_html_is_not_pushed_behind_rules(text: str) -> None:
    files: dict[str, str | bytes] = {"b.css": "b{}", "c.css": "c{}"}
    done = inline(text, files | {"d.css": '<!-- @import "c.css"; --> d{}'})
    assert done.text == text
    assert "import" in {problem.subtype for problem in done.problems}


def test_a_sheet_that_makes_urls_of_strings_of_others_is_not_inlined() -> None:
    text = '@import "b.css";'
    assert inline(text, {"b.css": "b{background:image-set(var(--x) 1x)}"}).text == text
    assert flat(inline(text, {"b.css": "b{color:var(--x)}"}).text) == "b{color:var(--x)}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'@charset "utf-8" ;b{}', "b{}"),
        (b'@charset "utf-8" a{} b{c:d;e:f}', '@charset "utf-8" a{} b{c:d;e:f}'),
    ],
)
def test_a_charset_that_ends_in_a_block_is_no_more_than_an_unknown_rule(
    content: bytes, expected: str
) -> None:
    assert flat(inline('@import "b.css";', {"b.css": content}).text) == expected


def test_a_long_list_of_media_takes_no_more_than_its_length() -> None:
    media = "a," * 100_000
    assert media in inline(f'@import "b.css" {media}b;', {"b.css": "b{}"}).text


def test_a_large_sheet_that_is_imported_over_many_others_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sphinx_compress.filters.imports._CHARACTERS", 1000)
    files: dict[str, str | bytes] = {f"{n}.css": f'@import "{n + 1}.css";' for n in range(9)}
    text = '@import "0.css";'
    assert inline(text, files | {"9.css": "b{}" * 100}).text == text
    assert flat(inline(text, {"0.css": "b{}" * 100}).text) == "b{}" * 100
