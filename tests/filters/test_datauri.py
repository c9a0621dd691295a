"""Small images and fonts go into the style sheet where that makes the site smaller."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.css.tokens import tokenize
from sphinx_compress.css.urls import urls
from sphinx_compress.filters.base import FilterSpec
from sphinx_compress.filters.datauri import REQUEST, DataURIFilter
from sphinx_compress.filters.registry import load_steps
from tests.conftest import Project
from tests.filtering import run

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<path d="M0 0h9v9z" fill="#f00"/></svg>\n'
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(40))
WOFF2 = b"wOF2" + bytes(range(40))
FILES: dict[str, str | bytes] = {
    "_static/css/a.png": PNG,
    "_static/css/a.svg": SVG,
    "_static/css/a.woff2": WOFF2,
    "_static/css/a.woff": b"wOFF" + bytes(range(40)),
}


def inlined(
    text: str,
    files: Mapping[str, str | bytes] = FILES,
    *,
    base: str | None = "_static/css",
    **options: object,
) -> str:
    """Run the filter."""
    result = run(DataURIFilter(), text, "css", base=base, files=files, options=options)
    assert result.problems == []
    return result.text


def content(css: str) -> list[tuple[str, bytes]]:
    """Return the type and content of each data URL, as a browser reads it."""
    found = []
    for url in urls(tokenize(css)):
        head, comma, body = url.value.partition(",")
        if comma and head.startswith("data:"):
            data = b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
            found.append((head.removeprefix("data:").removesuffix(";base64"), data))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "a{b:url(a.png)}",
        "a{b:url( 'a.png' )}",
        'a{b:URL("a.png")}',
        "a{b:u\\72l(a.png)}",
        "a{b:src('a.png')}",
        "a{b:url(../css/a.png)}",
        "a{b:url(./a.png?v=1f2e)}",
        "a{b:url(a.png?digest=abc)}",
        "a{b:url(compress-root:_static/css/a.png)}",
        "@media print{@layer c{a{b:url(a.png)}}}",
        "a{d{b:url(a.png)}}",
        "@page{b:url(a.png)}",
        "a{b:url(a.png)",
    ],
)
def test_a_small_image_is_put_in(text: str) -> None:
    result = inlined(text)
    assert content(result) == [("image/png", PNG)]
    assert "a.png" not in result


def test_all_else_stays_as_it_was() -> None:
    text = "a { b: url(a.png) , url(gone.png); /* c */ }\r\n\r\nd { e: url( 'a b.png' ) }\r\n"
    result = inlined(text)
    assert result.startswith("a { b: url(data:image/png;base64,")
    assert result.endswith(") , url(gone.png); /* c */ }\n\nd { e: url( 'a b.png' ) }\n")


@pytest.mark.parametrize(
    "text",
    [
        "a{b:url(gone.png)}",
        "a{b:url(a.png#c)}",
        "a{b:url(a.png?c)}",
        "a{b:url(#a.png)}",
        "a{b:url()}",
        "a{b:url(http://h/_static/css/a.png)}",
        "a{b:url(//h/_static/css/a.png)}",
        "a{b:url(/_static/css/a.png)}",
        "a{b:url(../../../_static/css/a.png)}",
        "a{b:url(data:image/png;base64,AAAA)}",
        "a{--b:url(a.png)}",
        "@import url(a.png);",
        "@import 'a.png';",
        "@namespace url(a.png);",
        "@media url(a.png){a{b:c}}",
        "a{b:'a.png'}",
        "a{b:image-set('a.png' 1x, url(a.png) 2x)}",
        "a{b:-webkit-image-set(url(a.png) 1x)}",
        "a{b:url(a.woff2)}",
        "@font-face{src:url(a.png)}",
        "@font-face{src:url(a.svg)}",
        "@font-face{b:url(a.woff2)}",
        "a{b:url(a.htc)}",
        "a{b:url(a.png",
        "",
    ],
)
def test_what_is_no_small_image_that_is_loaded_stays(text: str) -> None:
    files = {**FILES, "_static/css/a.htc": "x", "_static/css/a.png?c": PNG, "_static/css/": PNG}
    assert inlined(text, files) == text


def test_files_that_were_put_in_are_counted_once() -> None:
    text = "a{b:url(a.png),url(./a.png),url(gone.png),url(large.png)}c{d:url(a.svg)}"
    files = {**FILES, "_static/css/large.png": noise(4000, 1)}
    result = run(DataURIFilter(), text, "css", files=files)
    assert result.inlined == ["_static/css/a.png", "_static/css/a.svg"]


def test_a_relative_url_without_a_base_stays() -> None:
    assert inlined("a{b:url(a.png)}", base=None) == "a{b:url(a.png)}"
    rooted = "a{b:url(compress-root:_static/css/a.png)}"
    assert content(inlined(rooted, base=None)) == [("image/png", PNG)]


@pytest.mark.parametrize(
    ("name", "start", "mime"),
    [
        ("a.png", PNG, "image/png"),
        ("a.PNG", PNG, "image/png"),
        ("a.gif", b"GIF89a", "image/gif"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xdb", "image/jpeg"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("a.avif", b"\0\0\0\x1cftypavif", "image/avif"),
        ("a.ico", b"\0\0\1\0\1\0", "image/x-icon"),
        ("a.cur", b"\0\0\2\0\1\0", "image/x-icon"),
    ],
)
def test_a_type_is_known_by_name_and_content(name: str, start: bytes, mime: str) -> None:
    text = f"a{{b:url({name})}}"
    data = start + bytes(range(30))
    assert content(inlined(text, {f"_static/css/{name}": data})) == [(mime, data)]
    assert inlined(text, {f"_static/css/{name}": b"<!doctype html>" + data}) == text
    assert inlined(text, {f"_static/css/{name}": b""}) == text


def test_only_the_first_font_of_a_list_is_put_in() -> None:
    text = "@font-face{font-family:x;src:local('x'),url(a.woff2)format('woff2'),url(a.woff)}"
    result = inlined(text)
    assert content(result) == [("font/woff2", WOFF2)]
    assert result.endswith("format('woff2'),url(a.woff)}")
    assert content(inlined("@font-face{src:url('a.woff')}"))[0][0] == "font/woff"


def test_an_svg_image_is_put_in_as_text() -> None:
    for text in ("a{b:url(a.svg)}", "a{b:url('a.svg')}", 'a{b:src("a.svg")}'):
        result = inlined(text)
        assert content(result) == [("image/svg+xml", SVG.encode())]
        assert "base64" not in result
        assert "<" not in result


def test_characters_that_mean_something_are_escaped() -> None:
    svg = SVG.replace("</svg>", "<text>é % # 'a' \"b\" \\ &amp; \t\n</text></svg>")
    for text in ("a{b:url(a.svg)}", "a{b:url('a.svg')}", 'a{b:src("a.svg")}', "a{b:src('a.svg')}"):
        result = inlined(text, {"_static/css/a.svg": svg})
        assert content(result) == [("image/svg+xml", svg.encode())]
        assert result.isascii()


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="other.png"/>',
        '<image xlink:href="other.png"/>',
        '<use href="other.svg#x"/>',
        "<use HREF = other.svg#x />",
        '<rect fill="url(other.svg#x)"/>',
        "<rect style=\"fill: u\\72l('other.svg#x')\"/>",
        "<style>@import 'other.css';</style>",
        "<style>a{fill:url(other.svg)}</style>",
        '<foreignObject><img src="other.png"/></foreignObject>',
        '<g xml:base="other/"/>',
        '<a href="page.html"/>',
    ],
)
def test_an_svg_image_that_refers_to_other_files_stays_one(inner: str) -> None:
    text = "a{b:url(a.svg)}"
    svg = SVG.replace("</svg>", f"{inner}</svg>")
    assert inlined(text, {"_static/css/a.svg": svg}) == text


@pytest.mark.parametrize(
    "svg",
    [
        '<?xml-stylesheet href="other.css"?>' + SVG,
        '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>' + SVG,
        "<html>" + SVG + "</html>",
        "not an image",
        SVG.encode("utf-16"),
        b"\xff" + SVG.encode(),
    ],
)
def test_an_svg_image_that_is_hard_to_judge_stays(svg: str | bytes) -> None:
    assert inlined("a{b:url(a.svg)}", {"_static/css/a.svg": svg}) == "a{b:url(a.svg)}"


@pytest.mark.parametrize(
    "inner",
    [
        '<use href="#a"/>',
        '<use xlink:href="#a"/>',
        '<rect fill="url(#a)" transform="rotate(4)"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>.a{fill:url('#a')}</style>",
        "<!-- <image href='other.png'/> -->",
    ],
)
def test_an_svg_image_that_refers_to_itself_is_put_in(inner: str) -> None:
    svg = SVG.replace("</svg>", f"{inner}</svg>")
    assert content(inlined("a{b:url(a.svg)}", {"_static/css/a.svg": svg})) != []


def test_the_size_can_be_chosen() -> None:
    text = "a{b:url(a.png)}"
    assert inlined(text, size=len(PNG) - 1) == text
    assert inlined(text, size=len(PNG)) != text
    assert inlined(text, size=0) == text
    large = {"_static/css/a.png": PNG[:8] + b"\0" * 4089}
    assert inlined(text, large) == text
    assert inlined(text, large, size=4097) != text


def gzipped(text: str | bytes) -> int:
    data = text.encode() if isinstance(text, str) else text
    return len(gzip.compress(data, 9, mtime=0))


def noise(size: int, seed: int) -> bytes:
    return PNG[:8] + random.Random(seed).randbytes(size)


@pytest.mark.slow
@pytest.mark.parametrize("rules", [1, 400, 4000])
def test_the_whole_is_never_larger_than_before(rules: int) -> None:
    sheet = "".join(
        f".a{n} > .b{n % 7} {{ width: {n}px; color: #{n:03x} }}\n" for n in range(rules)
    )
    put_in = []
    for size in (20, 100, 200, 400, 800, 1600, 4000):
        data = noise(size, size)
        text = f"{sheet}.icon {{ background: url(a.png) }}\n{sheet}"
        result = inlined(text, {"_static/css/a.png": data})
        saved = gzipped(text) + len(data) + REQUEST - gzipped(result)
        assert saved >= (0 if result == text else 1)
        put_in.append(result != text)
    assert put_in[0]
    assert put_in == sorted(put_in, reverse=True)
    assert not put_in[-1] or rules == 1


def test_a_file_that_is_used_twice_counts_once() -> None:
    data = noise(150, 1)
    near = "a{b:url(a.png)}" + "c{d:e}" * 10 + "f{g:url(./a.png)}"
    assert len(content(inlined(near, {"_static/css/a.png": data}))) == 2
    filler = "".join(f".c{n}{{d:{n}px}}" for n in range(3000))
    far = filler.join(f"a{n}{{b:url(a.png)}}" for n in range(4))
    assert content(inlined(far, {"_static/css/a.png": data})) == []


def test_files_are_taken_in_order_until_they_do_not_pay() -> None:
    files = {f"_static/css/{n}.png": noise(60 if n % 2 else 3000, n) for n in range(6)}
    filler = "".join(f".c{n}{{d:{n}px}}" for n in range(300))
    text = filler.join(f".i{n}{{b:url({n}.png)}}" for n in range(6))
    result = inlined(text, files)
    assert [data for _, data in content(result)] == [
        files[f"_static/css/{n}.png"] for n in (1, 3, 5)
    ]


def test_the_decision_does_not_depend_on_the_machine_s_zlib(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*arguments: object, **options: object) -> bytes:
        raise AssertionError("zlib was asked")

    for module, name in ((zlib, "compress"), (zlib, "compressobj"), (gzip, "compress")):
        monkeypatch.setattr(module, name, refuse)
    assert inlined("a{b:url(a.png)}") != "a{b:url(a.png)}"


@given(st.text(alphabet="a{}:;()'\"\\/@-,.# \nurlpngsvimote", max_size=60))
def test_any_text_is_no_error(text: str) -> None:
    inlined(text + "a{b:url(a.png)}")


@pytest.mark.parametrize("text", ["a{b:" + "9" * 5000 + "}", "{" * 3000, "url(" * 3000, "\0"])
def test_hostile_text_is_no_error(text: str) -> None:
    inlined(text + "a{b:url(a.png)}")


def test_hostile_images_are_no_error() -> None:
    for svg in (
        "<svg>" + "<g>" * 500,
        "<svg " + "a=b " * 500,
        "<svg style='" + "(" * 3000 + "'/>",
        "<svg><![CDATA[",
        "<svg><!--",
        "<svg a='&#x110000;&nope;&#0;'/>",
    ):
        inlined("a{b:url(a.svg)}", {"_static/css/a.svg": svg})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": "4096"}, "the option size of the filter datauri must be a number of bytes; it"),
        ({"size": -1}, "the option size of the filter datauri must be a number of bytes; it is"),
        ({"size": True}, "the option size of the filter datauri must be a number of bytes; it"),
        ({"limit": 1}, "the filter datauri has no option 'limit'; it has size; it is left out"),
    ],
)
def test_options_that_make_no_sense_leave_it_out(options: dict[str, object], message: str) -> None:
    steps, problems = load_steps([FilterSpec("datauri", json.dumps(options))], "css", Path())
    assert steps == ()
    assert problems[0].message.startswith(f"compress_css_filters: {message}")


def test_a_change_of_an_image_reaches_the_site(project: Callable[[str], Project]) -> None:
    site = project("test-basic")
    site.write("_static/css/two.css", "a { b: url(../img/icon.svg), url(../img/gone.png) }\n")
    site.write("_static/img/icon.svg", SVG)
    filters = ["datauri", "urls", "csscompressor"]
    built = site.build(compress_css_filters=filters)
    assert built.warnings == ""
    [name] = built.bundles_of("css")
    found = built.text(f"_static/{name}")
    assert ("image/svg+xml", SVG.encode()) in content(found)
    assert "url(../../img/gone.png)" in found
    site.write("_static/img/icon.svg", SVG.replace("#f00", "#00f"))
    site.edit()
    built = site.build(compress_css_filters=filters)
    [name] = built.bundles_of("css")
    assert b"#00f" in dict(content(built.text(f"_static/{name}")))["image/svg+xml"]
