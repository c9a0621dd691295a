"""Sites with themes that are made in another way, to see whether that would be better."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from ..browser import launched
from ..server import serve, site
from ..sites import INLINE, OURS, PAGE, built

PRELOAD: Final = "preload"
#: What each of them is, in words that follow "with".
VARIANTS: Final = {
    INLINE: "the critical part in each page",
    PRELOAD: "the fonts of the first view announced",
}

_SCREEN: Final[Any] = {"width": 1280, "height": 900}

# A font that no text of the first view has may have been fetched for what comes further down.
_FONTS: Final = """() => {
    const plain = (name) => name.replace(/["']/g, "").trim().toLowerCase();
    const weight = (text) => ({normal: "400", bold: "700"})[text] ?? text;
    const styled = (style) => [style.fontStyle || "normal", weight(style.fontWeight || "400")];
    const seen = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (node.data.trim() && box.width && box.top < innerHeight && box.bottom > 0) {
            const style = getComputedStyle(node.parentElement);
            for (const family of style.fontFamily.split(","))
                seen.add([plain(family), ...styled(style)].join());
        }
    }
    const fetched = new Set(performance.getEntriesByType("resource").map(({name}) => name));
    const found = new Set();
    for (const sheet of document.styleSheets)
        for (const {style, constructor} of sheet.cssRules)
            if (constructor === CSSFontFaceRule
                && seen.has([plain(style.fontFamily), ...styled(style)].join()))
                for (const [, address] of style.getPropertyValue("src").matchAll(
                    /url\\(["']?([^"')]+)/g)) {
                    const whole = new URL(address, sheet.href ?? document.baseURI);
                    if (fetched.has(whole.href)) found.add(whole.pathname);
                }
    return [...found];
}"""


def variants(directory: Path, theme: str, names: Iterable[str]) -> dict[str, Path]:
    """Some of :data:`VARIANTS` of a theme, built if they are not there yet.

    A site whose first view needs no fonts of its own has no :data:`PRELOAD`.

    :param directory: where sites are kept.
    """
    ways = {INLINE: _inline, PRELOAD: _preload}
    made = {name: ways[name](directory, theme) for name in names}
    return {name: site for name, site in made.items() if site}


def _inline(directory: Path, theme: str) -> Path:
    return built(directory, INLINE, theme)


def _preload(directory: Path, theme: str) -> Path | None:
    """A copy of ours whose :data:`PAGE` announces the fonts that its first view needs."""
    ours, output = built(directory, OURS, theme), directory / PRELOAD / theme
    if output.is_dir():
        return output
    fonts = _fonts(ours)
    if not fonts:
        return None
    shutil.copytree(ours, output)
    page = output / PAGE
    html = page.read_text(encoding="utf-8")
    page.write_text(announced(html, [_from_page(font) for font in fonts]), encoding="utf-8")
    return output


def _fonts(directory: Path) -> list[str]:
    """Paths of the fonts that the first view of the page needs."""
    with launched() as browser, serve(site(directory)) as server:
        page = browser.new_page(viewport=_SCREEN)
        page.goto(f"{server.origin()}/{PAGE}", wait_until="networkidle")
        found: list[str] = page.evaluate(_FONTS)
        return found


def _from_page(path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(f"/{PAGE}"))


def announced(html: str, fonts: Sequence[str]) -> str:
    """A page that announces fonts, behind its first style sheet, which matters more.

    :param fonts: their addresses.
    """
    place = html.index(">", html.index('rel="stylesheet"')) + 1
    links = "".join(
        f'\n<link rel="preload" as="font" type="font/woff2" crossorigin href="{escape(font)}">'
        for font in fonts
    )
    return html[:place] + links + html[place:]
