"""What a sheet refers to, a browser finds at the same place when the sheet was moved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_compress.filters.urls import UrlsFilter
from tests.browser.sites import serve
from tests.filtering import PROBES, read, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PROBE_FILES = sorted((PROBES / "url").glob("*.css"))

TRAPS = [
    ".t{background:URL(a.png)}",
    ".t{background:u\\72l(a.png)}",
    ".t{background:\\75 rl(a.png)}",
    ".t{background:u\\72l('a.png')}",
    ".t{background:url(  a.png\n\t)}",
    ".t{background:url(\n'a.png'\t)}",
    ".t{background:url('a\\\nb.png')}",
    '.t{background:url("a\\"b.png")}',
    ".t{background:url('a\\27 b.png')}",
    ".t{background:url(a\\ b.png)}",
    ".t{background:url(a\\000020b.png)}",
    ".t{background:url(a b.png)}",
    ".t{background:url(a'b.png);color:red}",
    ".t{background:url(a(b.png);color:red}",
    '.t{background:url("a b.png")}',
    ".t{background:url('a\tb.png')}",
    ".t{background:url(é.png)}",
    ".t{background:url('日本.png')}",
    ".t{background:url('%E9.png')}",
    ".t{background:url(//h.test/x.png)}",
    ".t{background:url(\\2f\\2fh.test/x.png)}",
    ".t{background:url(\\\\h.test\\\\x.png)}",
    ".t{background:url('\\\\\\\\h.test/x.png')}",
    ".t{background:url(/\\\\h.test/x.png)}",
    ".t{background:url(HTTP://h.test/x.png)}",
    ".t{background:url(DATA:image/gif;base64,R0lGODlhAQABAAAAACw=)}",
    ".t{background:url(  data:image/gif;base64,R0lGODlhAQABAAAAACw=)}",
    ".t{background:url(about:blank)}",
    ".t{background:url(x:y.png)}",
    ".t{background:url(./x:y.png)}",
    ".t{background:url(1:2.png)}",
    ".t{background:url('ht\\\ntp://h.test/x.png')}",
    ".t{background:url('\thttp://h.test/x.png')}",
    ".t{background:url('ht\ttp://h.test/x.png')}",
    ".t{background:url(?x)}",
    ".t{background:url('?x#y')}",
    ".t{background:url('')}",
    ".t{background:url( )}",
    ".t{background:url(.)}",
    ".t{background:url(..)}",
    ".t{background:url(../)}",
    ".t{background:url(../../../../../../../x.png)}",
    ".t{background:url(%2e%2e/x.png)}",
    ".t{background:url(.%2E/x.png)}",
    ".t{background:url(a/../x.png)}",
    ".t{background:url(a//x.png)}",
    ".t{background:url(a/./x.png)}",
    ".t{background:url(../css/x.png)}",
    ".t{background:url(a.png?u=../b.png)}",
    ".t{background:url(a.png?u=url(b))}",
    ".t{background:url(a,b.png)}",
    ".t{background:url(a.png)no-repeat}",
    ".t{background:url(a.png)url(b.png)}",
    ".t{background:red url(a.png)!IMPORTANT}",
    ".t{background:image-set(url(a.png) 1x,'b.png' 2x)}",
    ".t{background:-webkit-image-set(url(a.png) 1x)}",
    ".t{background:IMAGE-SET('a.png' type('image/png') 1x)}",
    ".t{background:image-set('a.png' 1x,linear-gradient(red,blue) 2x)}",
    ".t{background:image-set(src('a.png') 1x)}",
    ".t{background:cross-fade(url(a.png),url(b.png),50%)}",
    ".t{background:-webkit-cross-fade(image-set('a.png' 1x),url(b.png),50%)}",
    ".t{background:paint(url(x))}",
    ".t{background:element(#x),url(a.png)}",
    ".t{background:url(a.png);background:url(b.png)}",
    ".t{*background:url(a.png);_background:url(b.png);background:url(c.png)}",
    ".t{list-style:url(a.png)}",
    ".t{cursor:url(a.png) 1 2,url(b.cur),auto}",
    ".t{border-image:url(a.png) 1}",
    ".t{mask-image:url(a.svg#x)}",
    ".t{-webkit-mask:url(a.png)}",
    ".t{clip-path:url(a.svg#x)}",
    ".t{filter:url(#x) url(f.svg#y) blur(1px)}",
    ".t{offset-path:url(#p)}",
    ".t{shape-outside:url(a.png)}",
    ".t{fill:url(#x) red;stroke:url(p.svg#y)}",
    ".t::before{content:url(a.png)}",
    ".t::before{content:'url(x.png)' url(a.png) / 'a.png'}",
    ".t::before{content:'a.png'}",
    ".t::before{content:image-set('a.png' 1x)}",
    ".t::before{content:attr(x) ' url(a.png)'}",
    ".t{font-family:'a.png';background:url(b.png)}",
    ".t[href='a.png'],.t{background:url(b.png)}",
    ".t:not([src=url]){background:url(b.png)}",
    "@media screen{.t{background:url(a.png)}}",
    "@supports (background:url(x.png)){.t{background:url(a.png)}}",
    "@layer a{.t{background:url(a.png)}}",
    ".t{&{background:url(a.png)}}",
    ".t{@media screen{background:url(a.png)}}",
    "@namespace url(http://www.w3.org/1999/xhtml);.t{background:url(a.png)}",
    "@namespace 'a.png';@namespace x url(b.png);*|*.t{background:url(a.png)}",
    "@font-face{font-family:f;src:url(f.woff2)format('woff2'),url('f.ttf')}.t{font-family:f}",
    "@font-face{font-family:f;src:local('f.woff'),url(f.woff)tech(variations)}.t{font-family:f}",
    "@font-face{font-family:f;src:url(f.eot?#iefix)format('woff')}.t{font-family:f}",
    "@import 'i.css';.t{background:url(a.png)}",
    "@import url(i.css) screen;",
    "@import url('i.css')layer(x);",
    '@import"i.css";',
    "@IMPORT u\\72l(i.css);",
    "@\\69mport 'i.css';",
    "@import '//h.test/i.css';",
    "@import 'sub/../i.css?x#y';",
    "@counter-style c{system:cyclic;symbols:url(a.png) 'b.png'}.t{list-style:c}",
    "@page{background:url(a.png)}.t{background:url(b.png)}",
    "@keyframes k{from{background:url(a.png)}to{background:url(b.png)}}.t{animation:k 9s paused}",
    "@property --p{syntax:'<url>';inherits:false;initial-value:url('http://h.test/x')}.t{color:red}",
    ".t{background:url(a.png",
    ".t{background:url('a.png",
    ".t{background:url('a.png'",
    ".t{background:url('a.png\n);color:red}",
    ".t{/*url(x.png)*/background/**/:/**/url(a.png)/**/}",
    ".t{background:url(/**/a.png)}",
    ".t{background:url(/* */ 'a.png')}",
    ".t{background:url/**/(a.png);color:red}",
    ".t{background:url (a.png);color:red}",
    "<!-- .t{background:url(a.png)} -->",
    "\ufeff.t{background:url(a.png)}",
    ".t{background:\r\nurl(a.png)\r\n}\r\n.t{list-style:url(b.png)}",
    ".t{background:\furl(a.png)}",
    ".t{background:url(\0a.png)}",
    ".t{background:url(\\0 a.png)}",
    ".t{background:url(\\110000 a.png)}",
    ".t{background:url(\\d800 a.png)}",
    ".t{background:url(😀.png)}",
    "😀{}.t{background:url(a.png)}",
    ".t{background:url(a\x7f.png);color:red}",
    ".t{background:url('a\x01.png')}",
]

LOOK = """async () => {
    // The load event does not wait for a font's second source, asked for when the first has failed.
    document.body.offsetHeight;
    await document.fonts.ready;
    const found = {};
    for (const part of [null, '::before']) {
        const style = getComputedStyle(document.querySelector('.t'), part);
        for (const name of style) {
            const value = style.getPropertyValue(name);
            if (value.includes('url(') || name === 'color') found[name + part] = value;
        }
    }
    return found;
}"""

PAGE = '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{}"><p class="t">t</p>'


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def test_a_moved_sheet_asks_for_what_it_asked_for_and_shows_it(
    browser: Browser, tmp_path: Path
) -> None:
    sheets = {path.stem: read(path) for path in PROBE_FILES}
    sheets |= {str(number): text for number, text in enumerate(TRAPS)}
    # Deeper than any of them climbs, since a browser stops at the root.
    site = tmp_path / "1" / "2" / "3"
    for name, text in sheets.items():
        moved = run(UrlsFilter(), text, "css", source=f"_static/css/{name}.css").text
        for directory, content in (("css", text), ("compress/css", moved)):
            path = site / "_static" / directory / f"{name}.css"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
            page = site / f"{directory.partition('/')[0]}-{name}.html"
            page.write_text(PAGE.format(f"_static/{directory}/{name}.css"), encoding="utf-8")
    seen: dict[str, dict[str, tuple[list[str], dict[str, str]]]] = {}
    with serve(tmp_path) as origin:
        for which in ("css", "compress"):
            tab = browser.new_page()
            asked: list[str] = []
            tab.on("request", partial(_note, asked))
            found = seen[which] = {}
            for name in sheets:
                asked.clear()
                tab.goto(f"{origin}/1/2/3/{which}-{name}.html")
                look = tab.evaluate(LOOK)
                own = {tab.url, tab.evaluate("document.styleSheets[0].href")}
                others = [url for url in asked if url not in own]
                found[name] = (sorted(others), look)
            tab.close()
    wrong = {
        name: (sheets[name], seen["css"][name], seen["compress"][name])
        for name in sheets
        if seen["css"][name] != seen["compress"][name]
    }
    assert wrong == {}
    assert sum(bool(asked) for asked, _ in seen["css"].values()) > len(sheets) / 2
