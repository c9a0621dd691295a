"""Tests of what is made safe to stand inside of a page."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.inline import inline_safe
from sphinx_compress.filters.verify import css_difference
from sphinx_compress.page.pieces import pieces_of

NODE = shutil.which("node")

PARTS = st.lists(
    st.sampled_from(
        """</script> <script <!-- </SCRIPT --> < \\ " ' ` / // /* */ a = + ( ) { } ${ [ ] ?
        (?<script> \\k<script> ; String.raw f.g 1 """.split()
    )
    | st.sampled_from("\n ")
).map("".join)


@pytest.mark.parametrize(
    "text",
    ["", "a{b:'</style>'}", "/* </style> */a{}", "a{b:url(data:x,<svg></STYLE>)}", "a>b{c:d}"],
)
def test_css_means_the_same_and_does_not_end_its_element(text: str) -> None:
    safe = inline_safe(text, "css")
    assert safe is not None
    assert "</style" not in safe.lower()
    assert css_difference(text, safe, lenient=True) is None
    assert [piece.name for piece in pieces_of(f"<style>{safe}</style>")] == ["style"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a < b && c</d/.e",
        "f('<b></b>')",
        "x = '<scrip' + 't>'",
        "// an ordinary comment",
        "a<!b",
        "'</style>'",
    ],
)
def test_a_script_without_hazards_stays_as_it_is(text: str) -> None:
    assert inline_safe(text, "js") == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("f('</script>')", "f('\\x3C/script>')"),
        ('f("<SCRIPT></Script>")', 'f("\\x3CSCRIPT>\\x3C/Script>")'),
        ("f('<!--')", "f('\\x3C!--')"),
        ("f(`<script>${a}</script>`)", "f(`\\x3Cscript>${a}\\x3C/script>`)"),
        ("f(`${`</script>`}`)", "f(`${`\\x3C/script>`}`)"),
        ("/<script>/.test(a)", "/\\x3Cscript>/.test(a)"),
        ("/[<script>]/.test(a)", "/[\\x3Cscript>]/.test(a)"),
        ("// </script>", "// \\x3C/script>"),
        ("/* <!-- <script> */", "/* \\x3C!-- \\x3Cscript> */"),
        ("f('ä', '</script>')", "f('ä', '\\x3C/script>')"),
        ("f('\\n</script>')", "f('\\n\\x3C/script>')"),
        ("x = {'</script>': 1}", "x = {'\\x3C/script>': 1}"),
    ],
)
def test_a_hazard_is_written_as_an_escape(text: str, safe: str) -> None:
    assert inline_safe(text, "js") == safe


@pytest.mark.parametrize(
    "text",
    [
        "a<script",
        "a <!--b",
        "<!-- a",
        "x = a </script/.b",
        "String.raw`</script>`",
        "tag`<script>`",
        "a.b`${c}</script>`",
        "f('\\</script>')",
        "/\\<script>/",
        "/(?<script>a)/",
        "/(?<!--a)/",
        "/\\k<script>/",
        "'unclosed </script>",
        "<script>",
    ],
)
def test_what_has_no_certain_form_has_none(text: str) -> None:
    assert inline_safe(text, "js") is None


@given(PARTS)
def test_what_is_safe_ends_where_its_element_ends(text: str) -> None:
    safe = inline_safe(text, "js")
    if safe is not None:
        element = f"<script>{safe}</script>"
        assert [piece.text for piece in pieces_of(element + "<link>")] == [element, "<link>"]


@pytest.mark.skipif(NODE is None, reason="needs node")
def test_node_reads_the_same_from_the_escaped_script() -> None:
    text = """
    const out = ['</script>', "<!--", `a<script>${'</script>'}`, /[<script>]<!--/.source.length,
                 /^<script>$/.test('<script>'), {'</script>': 1}['</script>']];
    // </script>
    console.log(JSON.stringify(out.filter((item) => typeof item !== 'number')));
    """
    safe = inline_safe(text, "js")
    assert safe is not None
    assert safe != text
    assert NODE is not None
    outputs = [
        subprocess.run([NODE, "-e", source], capture_output=True, text=True, check=True).stdout
        for source in (text, safe)
    ]
    assert outputs[0] == outputs[1] != ""


def test_many_hazards_take_no_long_time() -> None:
    text = "f('" + "</script>" * 3000 + "')"
    assert inline_safe(text, "js") == text.replace("<", "\\x3C")


def test_css_on_a_page_that_lacks_a_character_has_escapes() -> None:
    text = ".€ä::after{content:'€1\\€ \\\\€'}"
    assert inline_safe(text, "css", "utf-8") == text
    safe = inline_safe(text, "css", "latin-1")
    assert safe == r".\20ac ä::after{content:'\20ac 1\20ac  \\\20ac '}"

    def content(css: str) -> object:
        (rule,) = tinycss2.parse_stylesheet(css)
        return [token.value for token in rule.content if token.type == "string"]

    assert content(safe) == content(text) != []


def test_a_script_with_a_character_that_the_page_lacks_has_no_form() -> None:
    assert inline_safe("f('€')", "js", "latin-1") is None
    assert inline_safe("f('ä')", "js", "latin-1") == "f('ä')"
