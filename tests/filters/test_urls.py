"""URLs in CSS still lead to the same place from another directory."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.errors import FilterError
from sphinx_compress.css.tokens import tokenize
from sphinx_compress.css.urls import has_relative_urls, urls
from sphinx_compress.filters.urls import UrlsFilter
from tests.filtering import PROBES, read, run

URL_PROBES = sorted((PROBES / "url").glob("*.css"))
SITE = "http://h.test/docs/"


def rebase(
    text: str, base: str | None = "_static/css", target: str | None = "_static/compress"
) -> str:
    """Rebase a sheet's URLs."""
    return run(UrlsFilter(), text, "css", base=base, target=target).text


def places(text: str, directory: str) -> list[str]:
    """Where a browser would find what a sheet in this directory asks for."""
    found = (url.value.replace("\\", "/") for url in urls(tokenize(text)))
    return [urljoin(f"{SITE}{directory}/a.css", url) for url in found if url[:1] not in ("", "#")]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("a{b:c}\n/*# sourceMappingURL=a.css.map */\n", "a{b:c}\n\n"),
        ("a{b:c}/*@ sourceMappingURL=a.css.map*/", "a{b:c}"),
        ("a{b:c}\r\n/*# sourceMappingURL=a */\r\nd{}", "a{b:c}\r\n/**/\r\nd{}"),
        # Else a rule for nothing would become one for an element.
        ("a/*# sourceMappingURL=a */b{c:d}", "a/**/b{c:d}"),
        ("a{--b:c/*# sourceMappingURL=a */}", "a{--b:c/*# sourceMappingURL=a */}"),
        ("a{b:'/*# sourceMappingURL=a */'}", "a{b:'/*# sourceMappingURL=a */'}"),
        ("a{b:url(c.png)}/*# sourceMappingURL=a */", "a{b:url(../css/c.png)}"),
        ("", ""),
    ],
)
def test_a_sheet_elsewhere_names_no_source_map(text: str, moved: str) -> None:
    assert rebase(text) == moved


@pytest.mark.parametrize("path", URL_PROBES, ids=lambda path: path.stem)
def test_every_probe_leads_where_it_led(path: Path) -> None:
    text = read(path)
    assert places(rebase(text), "_static/compress") == places(text, "_static/css")


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("a{b:url(c.png)}", "a{b:url(../css/c.png)}"),
        ("a{b:url( c.png )}", "a{b:url(../css/c.png)}"),
        ('a{b:url( "c.png" )}', 'a{b:url( "../css/c.png" )}'),
        ("a{b:URL('c.png')}", "a{b:URL('../css/c.png')}"),
        ("a{b:u\\72l(c.png)}", "a{b:u\\72l(../css/c.png)}"),
        ("a{b:url(c\\(1\\).png)}", "a{b:url(../css/c\\(1\\).png)}"),
        ("a{b:url('c\\'d.png')}", "a{b:url('../css/c\\'d.png')}"),
        ("a{b:url(\"c'd.png\")}", "a{b:url(\"../css/c'd.png\")}"),
        ("a{b:url(c.png?d#e)}", "a{b:url(../css/c.png?d#e)}"),
        ("a{b:url(?d)}", "a{b:url(../css/a.css?d)}"),
        ("a{b:url(../c.png)}", "a{b:url(../c.png)}"),
        ("a{b:url(../../c.png)}", "a{b:url(../../c.png)}"),
        ("a{b:url(../../../c.png)}", "a{b:url(../../../c.png)}"),
        ("a{b:url(./c:d.png)}", "a{b:url(../css/c:d.png)}"),
        ("a{b:url(../compress/c:d.png)}", "a{b:url(./c:d.png)}"),
        ("a{b:url(%2E%2e/c.png)}", "a{b:url(../c.png)}"),
        ("a{b:url(c//d.png)}", "a{b:url(../css/c//d.png)}"),
        ("a{b:url(..)}", "a{b:url(../)}"),
        ("a{b:url(.)}", "a{b:url(../css/)}"),
        ('a{b:url("c.png" crossorigin(anonymous))}',
         'a{b:url("../css/c.png" crossorigin(anonymous))}'),
        ('a{b:image-set("c.png" 1x type("image/png"))}',
         'a{b:image-set("../css/c.png" 1x type("image/png"))}'),
        ('a{b:-webkit-image-set("c.png" 1x,url(d.png) 2x)}',
         'a{b:-webkit-image-set("../css/c.png" 1x,url(../css/d.png) 2x)}'),
        ('a{b:src("c.png")}', 'a{b:src("../css/c.png")}'),
        ('@import "c.css" screen;', '@import "../css/c.css" screen;'),
        ("@import/**/'c.css';", "@import/**/'../css/c.css';"),
        ("@import url(c.css) layer(d);", "@import url(../css/c.css) layer(d);"),
        ("@font-face{src:url(c.woff2) format('woff2')}",
         "@font-face{src:url(../css/c.woff2) format('woff2')}"),
        ("a{--b:url(c.png)}", "a{--b:url(../css/c.png)}"),
        ("a{b:url(compress-root:_static/c.png)}", "a{b:url(../c.png)}"),
        ("/* x */\r\na {\r\n b: url(c.png) ;\r\n}\r\n",
         "/* x */\r\na {\r\n b: url(../css/c.png) ;\r\n}\r\n"),
        ("a{b:url(\0c.png)}\f", "a{b:url(../css/\ufffdc.png)}\f"),
    ],
)  # fmt: skip
def test_only_the_url_changes(text: str, rewritten: str) -> None:
    assert rebase(text) == rewritten


@pytest.mark.parametrize(
    "text",
    [
        "a{b:url(#c)}",
        'a{b:url("#c")}',
        "a{b:url()}",
        'a{b:url("")}',
        "a{b:url(/c.png)}",
        "a{b:url(//h/c.png)}",
        "a{b:url(\\\\h/c.png)}",
        "a{b:url(https://h/c.png)}",
        "a{b:url(data:image/png;base64,AAAA)}",
        "a{b:url(DATA:x)}",
        "a{b:url(c:d.png)}",
        "a{b:url(var(--c))}",
        "a{b:url(c d.png)}",
        "a{content:'url(c.png)'}",
        "a{content:'c.png'}",
        "a[href='c.png']{}",
        "/* url(c.png) */",
        "@namespace url(c);",
        "@namespace d 'c';",
        "@-moz-document url(c){}",
        "a{b:image-set(url(#c) 1x type('d'))}",
        "a{b:c('d.png')}",
        "@charset 'c';",
    ],
)
def test_what_does_not_depend_on_a_directory_stays(text: str) -> None:
    assert rebase(text) == text
    assert not has_relative_urls(text)


def test_a_sheet_that_does_not_move_stays() -> None:
    text = "a{b:url( x/../c.png )}"
    assert rebase(text, "_static/css", "_static/css") == text
    assert rebase(text, None, None) == text


def test_an_inline_block_knows_the_site_root_only() -> None:
    text = "a{b:url(compress-root:_static/c.png);d:url(e.png)}"
    assert rebase(text, None) == "a{b:url(../c.png);d:url(e.png)}"
    assert rebase(text, None, None) == text


def test_what_goes_into_a_page_leads_from_the_site_root() -> None:
    text = "a{b:url(c.png);d:url(../../e.png)}"
    assert rebase(text, target=None) == (
        "a{b:url(compress-root:_static/css/c.png);d:url(compress-root:e.png)}"
    )


def test_a_sheet_at_the_site_root_can_move_there_and_back() -> None:
    assert rebase("a{b:url(c.png)}", "", "x/y") == "a{b:url(../../c.png)}"
    assert rebase("a{b:url(../../c.png)}", "x/y", "") == "a{b:url(c.png)}"


def test_a_sheet_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(FilterError, match="cannot be rebased"):
        rebase("a{b:" + "1" * 5000 + "}")


@given(st.text("ab{}()[];:'\"\\/*@-#. \n\r\f%,urlURL\0é", max_size=60))
def test_any_text_at_all_can_be_moved_there_and_back(text: str) -> None:
    there = rebase(text, "a/b", "c")
    rebase(there, "c", "a/b")
    assert there == text or has_relative_urls(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:url(c", "a{b:url(../css/c)"),
        ("a{b:url('c", "a{b:url('../css/c'"),
        ("@import 'c", "@import '../css/c'"),
        ("a{b:url(\\d800 c)}", "a{b:url(../css/\ufffdc)}"),
    ],
)
def test_a_url_that_browsers_mend_is_rebased_too(text: str, expected: str) -> None:
    assert rebase(text) == expected


def test_a_sheet_that_ends_within_a_url_may_not_move() -> None:
    with pytest.raises(FilterError, match="ends within a URL"):
        rebase("a{b:url(c ")


def test_a_directory_whose_name_means_something_in_urls_is_quoted() -> None:
    done = run(UrlsFilter(), "a{b:url(x.png)}", "css", base="_static/a#b?c%41")
    assert done.text == "a{b:url(../../a%23b%3Fc%2541/x.png)}"
