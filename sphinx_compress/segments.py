"""An implicit region → the segments that are compressed one by one.

A run of neighbours is cut where they go into bundles of their own for the sake
of other pages, and at tags that some script of the site may ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from .asks import asked_for
from .filters import ROOT_MARKER
from .markup import Piece, attributes_of, split
from .output import PLAIN_PRELOAD, Attributes, bundle_url, moved_preload, unhurried
from .region import STATIC, Region, canonical_form
from .result import Fate, Result, site_path, tag_label, url_of
from .sharing import Sharing, is_block, tags_of

_CUT = "on other pages, something else stands here"
_OF_FEW = "it stands in the page itself, and not beside the same files on most pages"
_ASKED = "a script of the site may ask for this tag"
_BUNDLE = "a bundle already"


@dataclass(frozen=True, slots=True)
class _Stays:
    """A stretch of the run that stays as it is."""

    text: str
    fate: Fate | None = None


Compress = Callable[[Region], Result]


def compress_run(region: Region, sharing: Sharing, output_dir: str, compress: Compress) -> Result:
    """Return what stands in for an implicit *region*.

    :param compress: does so for a segment.
    """
    if region.mode == "preload":
        return _announce(region, sharing, output_dir, compress)
    results: list[Result] = []
    is_cut = False
    for segment in _segments(region, sharing, f"{ROOT_MARKER}{STATIC}{output_dir}/"):
        if isinstance(segment, _Stays):
            fates = (segment.fate,) if segment.fate else ()
            results.append(Result(segment.text, fates=fates))
            is_cut = is_cut and not fates
        else:
            result = compress(segment)
            results.append(_told(result, _CUT) if is_cut else result)
            is_cut = True
    return _joined(results)


def _told(result: Result, reason: str) -> Result:
    """Return *result* with a *reason* for the bundle that begins it, if it tells of none."""
    first, *others = result.fates or (Fate(""),)
    if not first.bundle or first.reason:
        return result
    return replace(result, fates=(replace(first, reason=reason), *others))


def _segments(region: Region, sharing: Sharing, bundles: str) -> Iterator[Region | _Stays]:
    segment = ""
    space = ""
    before = ""
    for piece in split(region.nodelist):
        if not piece.name:
            space += piece.text
            continue
        tag = canonical_form(piece.text)
        stays = _why_it_stays(tag, region, sharing, bundles)
        if segment and not stays and not sharing.is_cut(before, tag):
            segment += space + piece.text
        else:
            yield from _segment(region, segment)
            if space:
                yield _Stays(space)
            segment = "" if stays else piece.text
            if stays:
                yield _Stays(piece.text, Fate(tag_label(piece.text), reason=stays))
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
            piece.text, Fate(tag_label(piece.text), reason=_OF_FEW) if piece.name else None
        )


def _why_it_stays(tag: str, region: Region, sharing: Sharing, bundles: str) -> str:
    if asked_for(tag, region.kind, sharing.words):
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
        fates=tuple(fate for part in parts for fate in part.fates),
    )


#: Keeps runs apart that are none of each other's neighbours.
BETWEEN = "<!-- another run -->"


def announces(links: str, run: str) -> bool:
    """Does one of *links* announce a file of *run*?

    The nodelist of a region of mode ``preload`` is the links, and behind them all such runs
    with :data:`BETWEEN` between them.
    """
    urls = {site_path(url) for tag in tags_of(links) if (url := _announced_url(tag))}
    return any(_file_of(tag) in urls for tag in tags_of(run))


@lru_cache(1024)
def _file_of(tag: str) -> str:
    """Return the site-relative URL of the file that the element with the text *tag* names."""
    return site_path(url_of(tag))


def _announce(region: Region, sharing: Sharing, output_dir: str, compress: Compress) -> Result:
    """Have preloads announce the bundles that their files went into, each of these once."""
    pieces = split(region.nodelist)
    count = 0
    while count < len(pieces) and _is_announcement(pieces[count]):
        count += 1
    text = "".join(piece.text for piece in pieces[count:])
    runs = [
        compress_run(replace(region, mode="file", nodelist=run), sharing, output_dir, compress)
        for run in text.split(BETWEEN)
    ]
    inner = _joined(runs)
    went = {fate.tag: fate for fate in inner.fates if fate.bundle or fate.is_left_out}
    html, told = [], set[str]()
    for piece in pieces[:count]:
        fate = went.get(site_path(_announced_url(piece.text)))
        if fate is None:
            html.append(piece.text)
        elif fate.bundle:
            attributes: Attributes = tuple(attributes_of(piece.text).items())
            is_plain = {name for name, _ in attributes} <= PLAIN_PRELOAD
            if fate.bundle in told and is_plain:
                continue
            told.add(fate.bundle)
            if region.late:
                attributes = unhurried(attributes)
            html.append(moved_preload(bundle_url(output_dir, fate.bundle), attributes))
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
