"""An implicit region → the segments that are compressed one by one.

A run of neighbours is cut where they go into bundles of their own for the sake
of other pages, and at tags that some script of the site may ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ..core.types import ROOT_MARKER, STATIC
from ..core.urls import site_url
from ..js.tag_references import asked_for
from ..page.markup import PLAIN_PRELOAD, Attributes, Piece, attributes_of, split
from ..page.region import Region, canonical_form
from .chunking import Chunking, is_block, tags_of
from .elements import bundle_url, moved_preload, with_low_priority
from .result import Decision, Result, tag_label, url_of

_CUT = "on other pages, something else stands here"
_OF_FEW = "it stands in the page itself, and not beside the same files on most pages"
_ASKED = "a script of the site may ask for this tag"
_BUNDLE = "a bundle already"


@dataclass(frozen=True, slots=True)
class _Stays:
    """A stretch of the run that stays as it is."""

    text: str
    decision: Decision | None = None


Compress = Callable[[Region], Result]


def compress_run(region: Region, chunking: Chunking, output_dir: str, compress: Compress) -> Result:
    """Return what stands in for an implicit *region*.

    :param compress: does so for a segment.
    """
    if region.mode == "preload":
        return _announce(region, chunking, output_dir, compress)
    results: list[Result] = []
    is_cut = False
    for segment in _segments(region, chunking, f"{ROOT_MARKER}{STATIC}{output_dir}/"):
        if isinstance(segment, _Stays):
            decisions = (segment.decision,) if segment.decision else ()
            results.append(Result(segment.text, decisions=decisions))
            is_cut = is_cut and not decisions
        else:
            result = compress(segment)
            results.append(_told(result, _CUT) if is_cut else result)
            is_cut = True
    return _joined(results)


def _told(result: Result, reason: str) -> Result:
    """Return *result* with a *reason* for the bundle that begins it, if it tells of none."""
    first, *others = result.decisions or (Decision(""),)
    if not first.bundle or first.reason:
        return result
    return replace(result, decisions=(replace(first, reason=reason), *others))


def _segments(region: Region, chunking: Chunking, bundles: str) -> Iterator[Region | _Stays]:
    segment = ""
    space = ""
    before = ""
    for piece in split(region.nodelist):
        if not piece.name:
            space += piece.text
            continue
        tag = canonical_form(piece.text)
        stays = _why_it_stays(tag, region, chunking, bundles)
        if segment and not stays and not chunking.is_cut(before, tag):
            segment += space + piece.text
        else:
            yield from _segment(region, segment)
            if space:
                yield _Stays(space)
            segment = "" if stays else piece.text
            if stays:
                yield _Stays(piece.text, Decision(tag_label(piece.text), reason=stays))
        space, before = "", tag
    yield from _segment(region, segment)
    if space:
        yield _Stays(space)


def _segment(region: Region, text: str) -> Iterator[Region | _Stays]:
    if not all(map(is_block, tags_of(text))):
        yield replace(region, nodelist=text)
        return
    for piece in split(text):
        yield _Stays(
            piece.text, Decision(tag_label(piece.text), reason=_OF_FEW) if piece.name else None
        )


def _why_it_stays(tag: str, region: Region, chunking: Chunking, bundles: str) -> str:
    if asked_for(tag, region.kind, chunking.words):
        return _ASKED
    return _BUNDLE if bundles in tag else ""


def _joined(results: Iterable[Result]) -> Result:
    parts = list(results)
    bundles = tuple(dict.fromkeys(bundle for part in parts for bundle in part.bundles))
    return Result(
        html="".join(part.html for part in parts),
        inputs=tuple(sorted({url for part in parts for url in part.inputs})),
        bundles=bundles,
        problems=tuple(dict.fromkeys(problem for part in parts for problem in part.problems)),
        requests=(sum(part.requests[0] for part in parts), len(bundles)),
        sizes=(sum(part.sizes[0] for part in parts), sum(bundle.size for bundle in bundles)),
        decisions=tuple(decision for part in parts for decision in part.decisions),
    )


#: Keeps runs apart that are none of each other's neighbours.
BETWEEN = "<!-- another run -->"


def announces(links: str, run: str) -> bool:
    """Does one of *links* announce a file of *run*?

    The nodelist of a region of mode ``preload`` is the links, and behind them all such runs
    with :data:`BETWEEN` between them.
    """
    urls = {site_url(url) for tag in tags_of(links) if (url := _announced_url(tag))}
    return any(_file_of(tag) in urls for tag in tags_of(run))


@lru_cache(1024)
def _file_of(tag: str) -> str:
    """Return the site-relative URL of the file that the element with the text *tag* names."""
    return site_url(url_of(tag))


def _announce(region: Region, chunking: Chunking, output_dir: str, compress: Compress) -> Result:
    """Have preloads announce the bundles that their files went into, each of these once."""
    pieces = split(region.nodelist)
    count = 0
    while count < len(pieces) and _is_announcement(pieces[count]):
        count += 1
    text = "".join(piece.text for piece in pieces[count:])
    runs = [
        compress_run(replace(region, mode="file", nodelist=run), chunking, output_dir, compress)
        for run in text.split(BETWEEN)
    ]
    inner = _joined(runs)
    went = {
        decision.tag: decision
        for decision in inner.decisions
        if decision.bundle or decision.is_left_out
    }
    html, told = [], set[str]()
    for piece in pieces[:count]:
        decision = went.get(site_url(_announced_url(piece.text)))
        if decision is None:
            html.append(piece.text)
        elif decision.bundle:
            attributes: Attributes = tuple(attributes_of(piece.text).items())
            is_plain = {name for name, _ in attributes} <= PLAIN_PRELOAD
            if decision.bundle in told and is_plain:
                continue
            told.add(decision.bundle)
            if region.late:
                attributes = with_low_priority(attributes)
            html.append(moved_preload(bundle_url(output_dir, decision.bundle), attributes))
    return Result("".join(html), inner.inputs, inner.bundles)


def _is_announcement(piece: Piece) -> bool:
    return not piece.name or (piece.name == "link" and _is_preload(attributes_of(piece.text)))


def _is_preload(attributes: Mapping[str, str]) -> bool:
    return attributes.get("rel", "").lower().split() == ["preload"]


@lru_cache(1024)
def _announced_url(tag: str) -> str:
    """Return the URL that a tag has a browser fetch early; empty if it is no such tag."""
    attributes = attributes_of(tag) if tag[:5].lower() == "<link" else {}
    is_preload = _is_preload(attributes)
    return attributes.get("href", "") if is_preload else ""
