"""All that the report says, as one value that JSON can hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ...bundle.result import Decision
from ...bundle.store import FONTS, companions_in
from ...core.types import ROOT_MARKER
from ...core.urls import is_local
from ...page.gate import NAME as GATE
from ...page.pieces import elements_of
from .files import Files, Size
from .site import BuiltSite, Kind, PageLoads
from .waterfall import Waterfall, waterfall

_NOTHING: Final = Size()

#: Changes when a key gets another meaning, or goes.
FORMAT: Final = 1

Facts = dict[str, Any]


def facts_of(directory: Path) -> Facts:
    """Return what there is to say of the site in the output directory *directory*.

    :raises ReportError: if it was not built with this extension, or has no page with a region.
    """
    site = BuiltSite(directory)
    kinds, regions = site.kinds()
    return {
        "format": FORMAT,
        "title": site.title(),
        "pages": sum(len(kind.pages) for kind in kinds),
        "knows_brotli": site.files.knows_brotli,
        "typical": _typical(site, kinds[0]) if kinds else None,
        "kinds": [_kind(kind, site) for kind in kinds],
        "bundles": _Bundles(site, kinds).facts(),
        "kept": _kept(site, regions),
        "scripts": _scripts(site.scripts),
    }


def _typical(site: BuiltSite, kind: Kind) -> Facts:
    """Return the facts on the most common kind of pages."""
    page, files = site.page(kind.typical), site.files
    inlined = _inlined(page, files)
    after = files.size_of(page.data).gzip
    before = after - inlined.gzip
    return {
        "page": page.name,
        "pages": len(kind.pages),
        "before": _total(kind.before, files),
        "after": _total(kind.after, files, inlined),
        "waterfall": {
            "before": _waterfall(waterfall(page.name, before, page.before, files)),
            "after": _waterfall(waterfall(page.name, after, page.after, files), inlined.gzip),
        },
    }


def _inlined(page: PageLoads, files: Files) -> Size:
    """Return how much of a page itself are parts of style sheets."""
    return files.size_of(page.data).minus(files.size_of(page.plain))


def _waterfall(found: Waterfall, inlined: int = 0) -> Facts:
    # All else of the page itself is the same before and after.
    blocking = [bar for bar in found.bars if bar.blocks and bar.kind != "html"]
    size = sum(bar.size for bar in blocking) + inlined
    return {
        "blocking": {"requests": len(blocking), "gzip": size},
        "shown": round(found.shown),
        "done": round(found.done),
        "bars": [
            {
                "file": bar.url,
                "kind": bar.kind,
                "gzip": bar.size,
                "blocks": bar.blocks,
                **{key: round(getattr(bar, key)) for key in ("asked", "start", "end")},
            }
            for bar in found.bars
        ],
    }


def _kind(kind: Kind, site: BuiltSite) -> Facts:
    files = site.files
    return {
        "pages": sorted(name for _, name in kind.pages),
        "before": _total(kind.before, files),
        "after": _total(kind.after, files, _inlined(site.page(kind.typical), files)),
        "files": list(kind.after),
    }


def _total(urls: Iterable[str], files: Files, more: Size = _NOTHING) -> Facts:
    """Return how much it is to load these files, and what they import.

    :param more: what else the page brings.
    """
    pending, seen, total = list(urls), set[str](), more
    while pending:
        url = pending.pop()
        if url not in seen:
            seen.add(url)
            total = total.plus(files.size(url))
            pending += files.imports(url)
    local = sum(map(is_local, seen))
    return {"requests": local, "elsewhere": len(seen) - local, **_size(total, files)}


def _size(size: Size, files: Files) -> Facts:
    brotli = size.brotli if files.knows_brotli else None
    return {"bytes": size.raw, "gzip": size.gzip, "brotli": brotli}


#: A long list of blocks that differ from page to page tells no more than a few of them.
_EXAMPLES: Final = 3


def _kept(site: BuiltSite, regions: Counter[tuple[str, ...]]) -> list[Facts]:
    """Return what stayed as it was, what most pages have first.

    Blocks that stay for the same reason are one entry, since each page may have its own.
    """
    tags: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    pages = Counter[tuple[str, str]]()
    for of_page, number in regions.items():
        kept = set[tuple[str, str]]()
        for each in (decision for html in of_page for decision in site.regions[html]):
            if _is_kept(each):
                tag, reason = _at_any_depth(each)
                key = "" if tag.startswith("<") else tag, reason
                tags[key].add(tag)
                kept.add(key)
        pages.update(dict.fromkeys(kept, number))
    return [
        {"tags": sorted(tags[key])[:_EXAMPLES], "reason": key[1], "pages": pages[key]}
        | {"distinct": len(tags[key])}
        for key in sorted(pages, key=lambda key: (-pages[key], key))
    ]


def _at_any_depth(decision: Decision) -> tuple[str, str]:
    """Return the tag and the reason of a decision, the same for pages at all depths."""
    tag = decision.tag
    while tag.startswith("../"):
        tag = tag.removeprefix("../")
    return tag, decision.reason.replace(decision.tag, tag)


def _scripts(decisions: Iterable[Decision]) -> list[Facts]:
    """Return, for each script in the heads of pages, whether it waits, and why not on others."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in decisions:
        tag, reason = _at_any_depth(each)
        found[tag].add(reason)
    return [
        {"tag": tag, "waits": "" in found[tag], "stays_because": sorted(found[tag] - {""})}
        for tag in sorted(found)
    ]


def _is_kept(decision: Decision) -> bool:
    # What has no tag, such as the gate, is ours.
    return bool(decision.reason and decision.tag) and not decision.bundle


class _Bundles:
    """The bundles of a site, and what is in them."""

    def __init__(self, site: BuiltSite, kinds: Iterable[Kind]) -> None:
        self._site = site
        self._pages = Counter[str]()
        for kind in kinds:
            fonts = (self._fonts_of(url) for url in kind.after)
            for url in set(kind.after).union(*fonts):
                self._pages[url] += len(kind.pages)
        #: By the path of the bundle: tags, and the reasons why it begins where it does.
        self._tags: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._reasons: defaultdict[str, set[str]] = defaultdict(set)
        for decided in site.regions.values():
            for each in decided:
                if each.bundle:
                    self._tags[each.bundle][each.tag] = None
                    self._reasons[each.bundle].add(each.reason)
        self._critical = dict(_critical_parts(site.regions, f"{site.bundles}/"))
        self._comments = defaultdict[str, list[str]](list)
        for comment in site.made_of.comments:
            self._comments[comment[0]].append(comment[1])

    def _fonts_of(self, url: str) -> list[str]:
        """Return the URLs of the subsets of fonts that a bundle names."""
        is_sheet = self._is_bundle(url) and url.endswith(".css")
        path = url.removeprefix(f"{self._site.bundles}/")
        paths = companions_in(path, self._site.files.read(url)) if is_sheet else ()
        return [f"{self._site.bundles}/{path}" for path in paths if path.startswith(FONTS)]

    def facts(self) -> list[Facts]:
        """Return the facts on each bundle, those of most pages first."""
        found = [self._bundle(path) for path in self._tags]
        gates = {url for url in self._pages if f"/{GATE}." in url and self._is_bundle(url)}
        found += [self._bundle(url.removeprefix(f"{self._site.bundles}/")) for url in gates]
        return sorted(found, key=lambda each: (-each["pages"], -each["bytes"], each["file"]))

    def _is_bundle(self, url: str) -> bool:
        return url.startswith(f"{self._site.bundles}/")

    def _bundle(self, path: str) -> Facts:
        files, url = self._site.files, f"{self._site.bundles}/{path}"
        critical = self._critical.get(path)
        part = critical and {"file": critical} | _size(
            files.size(f"{self._site.bundles}/{critical}"), files
        )
        return {
            "file": path,
            "kind": path.partition("/")[0],
            **_size(files.size(url), files),
            "pages": self._pages[url],
            "critical": part,
            "reasons": sorted(self._reasons[path] - {""}),
            "sources": list(self._sources(self._tags[path])),
        }

    def _sources(self, tags: Iterable[str]) -> Iterator[Facts]:
        for tag in tags:
            size = Size() if tag.startswith("<") else self._site.files.size(tag)
            comments = self._comments[tag]
            yield {"tag": tag, **_size(size, self._site.files), "kept_as_written": comments}


def _critical_parts(regions: Iterable[str], bundles: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each style sheet that is split, with that of its critical part."""
    for html in regions:
        before = ""
        for piece in elements_of(html):
            path = piece.url.removeprefix(ROOT_MARKER).removeprefix(bundles)
            # A part in the page itself has no path.
            if before and "data-compress-late" in piece.attributes:
                yield path, before
            before = path
