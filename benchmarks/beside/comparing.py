"""Whether a reader sees and hears the same of a site with bundles as without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tests.browser.sites import Pair, Site, Visit

from .roots import Root

#: Where a reader clicks, from page to page: what each link ends in.
_WAY: Final = ("guide/first.html", "second.html", "index.html")
#: Some pages draw themselves in one way or another, as their scripts come sooner or later.
_MORE_LOOKS: Final = 2


@dataclass(slots=True)
class Seen:
    """What is seen and heard of the pages of a site."""

    #: What each page holds, and how it looks.
    states: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    #: What the console said, which requests failed, and what other hosts were asked for.
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    #: Style sheets and scripts that a first page asks the site's own server for.
    css: int = 0
    js: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sites, and how they differ."""

    stock: Seen
    ours: Seen
    #: What is seen otherwise, and what is heard otherwise.
    seen: list[str]
    heard: list[str]


def compare(pair: Pair, root: Root) -> Compared:
    """Open the pages of both sites; what differs is looked at again before it counts."""
    for site in pair:
        _publish(site)
    found = _compare(pair, root)
    for _ in range(_MORE_LOOKS):
        if not (found.seen or found.heard):
            break
        found = _compare(pair, root)
    return found


def _compare(pair: Pair, root: Root) -> Compared:
    stock, ours = (_see(site, root) for site in pair)
    return Compared(stock, ours, list(_seen(stock, ours)), list(_heard(stock, ours)))


def _seen(stock: Seen, ours: Seen) -> Iterator[str]:
    for page, state in stock.states.items():
        for what, before in state.items():
            after = ours.states[page][what]
            if after != before:
                yield f"{what} of {page}: {_difference(before, after)}"
        if ours.pictures[page] != stock.pictures[page]:
            yield f"the picture of {page}"


def _difference(before: Any, after: Any) -> str:
    if isinstance(before, list) and isinstance(after, list):
        before = [each for each in before if each not in after][:5]
        after = [each for each in after if each not in before][:5]
    return f"{before} → {after}"


def _heard(stock: Seen, ours: Seen) -> Iterator[str]:
    for what in ("console", "failures", "elsewhere"):
        before, after = getattr(stock, what), getattr(ours, what)
        if after != before:
            yield f"{what}: {before} → {after}"


def _see(site: Site, root: Root) -> Seen:
    """Open the pages of a root one by one; where it has links of its own, click on them, too."""
    found = Seen()
    walks = [_open(root)]
    if root.kind == "client":
        walks.append(_click)
    if root.versions:
        walks.append(_change(root))
    for walk in walks:
        with site.visit() as visit:
            for name in walk(visit):
                found.states[name] = _without(root.varies, visit.state())
                found.pictures[name] = visit.picture(whole_page=True)
                if len(found.states) == 1:
                    asked = [url.partition("?")[0] for url in visit.requests]
                    found.css = sum(url.endswith(".css") for url in asked)
                    found.js = sum(url.endswith(".js") for url in asked)
            found.console += visit.messages
            # These come in no certain order.
            found.failures += sorted(visit.failures)
            found.elsewhere += sorted(visit.elsewhere)
    return found


def _open(root: Root) -> Callable[[Visit], Iterator[str]]:
    def walk(visit: Visit) -> Iterator[str]:
        for page in root.opened:
            visit.go(page)
            yield page

    return walk


def _click(visit: Visit) -> Iterator[str]:
    visit.go("index.html")
    # Whoever loads a page anew knows nothing of this.
    visit.page.evaluate("window.isTheFirst = true")
    for number, end in enumerate(_WAY, 1):
        visit.page.locator(f"[role=main] a[href$='{end}']").first.click()
        visit.page.wait_for_url(f"**/{end}")
        visit.stand_still()
        yield f"click {number}"
    assert visit.page.evaluate("window.isTheFirst"), f"{visit.origin}: no page was swapped"


def _change(root: Root) -> Callable[[Visit], Iterator[str]]:
    def walk(visit: Visit) -> Iterator[str]:
        page = root.opened[0]
        visit.go(page)
        for version in reversed(root.versions):
            visit.page.locator("a.version", has_text=version).click()
            visit.page.wait_for_url(f"**/{version}/{page.partition('/')[2]}")
            visit.stand_still()
            yield f"click on {version}"

    return walk


def _publish(site: Site) -> None:
    """Tell a site map, which a script may read, where the site is."""
    sitemap = site.directory / "sitemap.xml"
    if sitemap.is_file():
        text = sitemap.read_text(encoding="utf-8")
        sitemap.write_text(text.replace("https://harbour.example", site.origin), encoding="utf-8")


def _without(pattern: str, state: dict[str, Any]) -> dict[str, Any]:
    if not pattern:
        return state
    text = json.dumps(state, ensure_ascii=False)
    found: dict[str, Any] = json.loads(re.sub(pattern, "…", text))
    return found
