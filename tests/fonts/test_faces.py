"""Tests of the rules of fonts."""

from __future__ import annotations

import pytest

from sphinx_compress.fonts.faces import Face, Subset, faces, with_subsets

BASE = "_static/compress/css"
SUBSET = Subset("../fonts/a.woff2", ((0, 0xFF), (0x3000, 0x3000)), ((0, 0x17F),))
HAS, WHOLE = "unicode-range:U+0-FF,U+3000", "unicode-range:U+0-17F"


def subset(sheet: str) -> str:
    return with_subsets(sheet, BASE, lambda face: SUBSET)


def rule(source: str, more: str = "") -> str:
    return f"@font-face{{font-family:A;src:{source}{more}}}"


def test_the_rule_of_the_subset_follows_that_of_the_whole_font() -> None:
    assert subset('p{a:b}@font-face{font-family:A;src:url(../../a.woff2?1)format("woff2")}q{}') == (
        'p{a:b}@font-face{font-family:A;src:url(../../a.woff2?1)format("woff2");' + WHOLE + "}"
        '@font-face{font-family:A;src:url(../fonts/a.woff2)format("woff2");' + HAS + "}q{}"
    )


def test_all_other_descriptors_stay_as_they_are_written() -> None:
    sheet = (
        "@FONT-FACE {\n  font-family : 'A b';\n  font-display: swap;\n  src : local('A'), local(B),"
        " url( 'a.eot?#iefix' ) format('embedded-opentype'), url(../a.woff) format('woff') ;\n"
        "  font-weight: 100 900;;\n  size-adjust: 90%\n}\n"
    )
    assert subset(sheet).partition("@font-face{")[2] == (
        "font-family : 'A b';font-display: swap;font-weight: 100 900;size-adjust: 90%;"
        f"src:local('A'),local(B),url(../fonts/a.woff2)format(\"woff2\");{HAS}}}\n"
    )
    (face,) = faces(sheet, BASE)
    assert face.url == "_static/compress/a.woff"


def test_of_several_sources_the_last_counts() -> None:
    (face,) = faces(rule("url(a.eot)", ";src:url(a.ttf) format('truetype')"), BASE)
    assert face.url == f"{BASE}/a.ttf"


def test_a_rule_for_some_characters_keeps_them() -> None:
    sheet = rule("url(a.woff2)", ";unicode-range: U+41-5A, u+3??,U+C8")
    assert subset(sheet) == (
        f'{sheet}@font-face{{font-family:A;src:url(../fonts/a.woff2)format("woff2");'
        "unicode-range:U+41-5A,U+C8}"
    )
    (face,) = faces(sheet, BASE)
    assert face.within == ((0x41, 0x5A), (0x300, 0x3FF), (0xC8, 0xC8))


@pytest.mark.parametrize(
    "sheet",
    [
        rule("url(data:font/woff2;base64,AAAA)"),
        rule("url(https://example.org/a.woff2)"),
        rule("local(A)"),
        rule("a.woff2"),
        rule(""),
        rule("url(a.woff2) format(woff3)"),
        rule("url(a.woff2) tech(color-COLRv1)"),
        rule("url(a.svg) format('svg')"),
        rule("var(--a)"),
        rule("url(a.woff2)", ";unicode-range: U+0-ZZ"),
        rule("url(a.woff2)", ";{}"),
        "@font-face{font-family:A}",
        "@font-face;",
        "@media print{" + rule("url(a.woff2)") + "}",
        "@font-face{src:url(a.woff2)",
        "p{line-height:1" + "0" * 5000 + "}" + rule("url(a.woff2)"),
    ],
)
def test_what_is_not_understood_is_left_alone(sheet: str) -> None:
    assert faces(sheet, BASE) == []


def test_a_font_without_a_subset_keeps_its_rule() -> None:
    sheet = rule("url(a.woff2)") + rule("url(b.woff2)")

    def only_second(face: Face) -> Subset | None:
        return SUBSET if face.url.endswith("b.woff2") else None

    assert with_subsets(sheet, BASE, only_second).startswith(rule("url(a.woff2)") + "@font-face")
    assert with_subsets(sheet, BASE, lambda face: None) == sheet
