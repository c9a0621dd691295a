"""The tokens that one expression finds are those of the tree that tinycss2 makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_compress.css.lexer import lex
from sphinx_compress.css.tokens import normalize, parsed
from tests.filtering import PROBES, read

SHEETS = sorted((PROBES / "css").glob("*.css"))

_WORDS = r"""a u U + 1 .5 5. -1 e3 E-2 1e5 px % \ \41 \d800 \0 \9 \g # @ @media - -- --a --> <!-- <
! ( ) [ ] { } url( URL( u\72l( url('a') url(a) rgb( " ' 'a' "b\"c" '\41' /* */ /**/ / * ** | || |=
~= ^= $= *= ~ : ; , . ? =""".split()
_LAYOUT = [" ", "\n", "  ", "\\\n", "'\\\n'", "'\\41\n'", "'\\41 b'", "\\61 ", "/* x */", "url( a)"]
#: Characters that nobody writes, or that count as letters.
_OTHERS = ["\x01", "\x7f", "\u00e9", "\u212a", "\ud800", "\U0001d4b3", "url(\x01)", "url(a b)"]
_PIECES = st.lists(st.sampled_from(_WORDS + _LAYOUT + _OTHERS), max_size=14).map("".join)


def same(text: str) -> bool:
    """Return whether a text is read, after a look at what tinycss2 says of it."""
    found = lex(normalize(text))
    if found is not None:
        tree = parsed(normalize(text))
        assert found == (tree.words, tree.starts, tree.shape, tree.closed)
        assert not tree.torn
    return found is not None


@given(_PIECES | st.text("uU+0123abf?-", max_size=16) | st.text("\"'\\41\n ag(url)", max_size=16))
@settings(deadline=None)
@example("u+123456?-5")
@example("U+1?????????")
@example("'\\41\n'")
def test_whatever_is_read_is_read_as_tinycss2_reads_it(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_the_probes_are_read_as_tinycss2_reads_them(path: Path) -> None:
    same(read(path))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:hover > b{c:d}",
        "a{b:c",
        "a}{b",
        "--a:{[()]}",
        "a{width:10px\\9;*zoom:1;filter:progid:DX.M(a=1)}",
        "@media (min-width:1px){a{b:\"\\201C\" '\\'' url(c) url( 'd' ) url()}}",
        "@font-face{unicode-range:U+0000-00FF,u+4??,U+26}",
        "#a#1b#-c#\\31 1.5e3px+.5 5% -->||a|b",
        "a\\\nb",
        "\\66oo(\u00e9)",
    ],
)
def test_what_authors_write_is_read(text: str) -> None:
    assert same(text)


ODD = ["'a", "'a\n'", "/* a", "url(a b)", "url(a\\)b)", "url(", "a\\", "\\d800", "\ud800"]


@pytest.mark.parametrize("text", [*ODD, "1" * 1001])
def test_what_is_odd_is_left_to_others(text: str) -> None:
    assert lex(text) is None


HOSTILE = ["'\\41 ", "/* * ", "\\66 ", "url(", "1e", "'a\\\n", "{[(", "u+1?-"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_of_any_length_is_read_to_its_end(piece: str) -> None:
    # Expressions that go back would not let this end.
    assert lex(piece * 50_000) is None or len(piece) < 6
    assert lex(f"{piece * 50_000}'") is None
