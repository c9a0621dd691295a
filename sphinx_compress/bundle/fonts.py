"""Bundles of style sheets → the same with subsets of their fonts, which lie beside them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.errors import SourceError
from ..core.map_comments import without_map_url
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import STATIC
from ..core.wording import count
from ..fonts.blocks import Needs, Ranges, needs_of
from ..fonts.subsets import Made, Request, make, read_ranges, tools
from .elements import bundle_url
from .result import Decision, Result, read_decision
from .sources import Sources
from .store import FONTS, Bundle, Store, name_bundle

_REASON = "the whole font is fetched for characters that the site does not use"
_PRELOADED = "a page announces the whole font"


@dataclass(frozen=True, slots=True)
class Swap:
    """What stands in for a bundle."""

    bundle: Bundle
    #: One for each font.
    decisions: tuple[Decision, ...]

    def to_list(self) -> list[Any]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        return [*_values(self.bundle), [list(astuple(each)) for each in self.decisions]]

    @classmethod
    def from_list(cls, values: Any) -> Swap:
        """Return the swap that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        *bundle, decisions = values
        return cls(_bundle(bundle), tuple(map(read_decision, decisions)))


@dataclass(frozen=True, slots=True)
class Font:
    """What becomes of a font."""

    #: Its subset; ``None`` if it is left alone.
    bundle: Bundle | None = None
    #: See :class:`~sphinx_compress.fonts.faces.Subset`.
    has: Ranges = ()
    whole: Ranges = ()
    #: Why it is left alone.
    reason: str = ""

    def to_list(self) -> list[Any]:
        """Return what :meth:`from_list` understands and JSON can hold."""
        return [self.bundle and _values(self.bundle), self.has, self.whole, self.reason]

    @classmethod
    def from_list(cls, values: Any) -> Font:
        """Return the font that *values* tell of.

        :raises ValueError, TypeError: if they tell of none.
        """
        bundle, has, whole, reason = values
        ranges = read_ranges(has), read_ranges(whole)
        return cls(bundle and _bundle(bundle), *ranges, str(reason))


@dataclass(frozen=True, slots=True)
class SubsetFonts:
    """The bundles of a site whose fonts are subset."""

    #: Path of a bundle → what stands in for it.
    swaps: Mapping[str, Swap] = field(default_factory=lambda: MappingProxyType({}))

    def apply(self, result: Result, output_dir: str) -> Result:
        """Return *result*, that of a region, with the bundles that stand in for its own."""
        for whole in result.bundles:
            swap = self.swaps.get(whole.path)
            if swap is None:
                continue
            url, new = (bundle_url(output_dir, each.path) for each in (whole, swap.bundle))
            decisions = [
                replace(each, bundle=swap.bundle.path) if each.bundle == whole.path else each
                for each in result.decisions
            ]
            # Those of a preload are not counted.
            more = swap.bundle.size - whole.size if result.sizes[1] else 0
            result = replace(
                result,
                html=result.html.replace(url, new),
                bundles=tuple(swap.bundle if each == whole else each for each in result.bundles),
                sizes=(result.sizes[0], result.sizes[1] + more),
                decisions=(*decisions, *swap.decisions),
            )
        return result

    def to_json(self) -> str:
        """Return what :meth:`from_json` understands."""
        swaps = {path: swap.to_list() for path, swap in self.swaps.items()}
        return json.dumps(swaps, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> SubsetFonts:
        """Return the bundles that *text* tells of; none if it tells of none."""
        return read_json_or(
            cls(), text, lambda v: cls({str(path): Swap.from_list(v[path]) for path in v})
        )


ALL_WHOLE: Final = SubsetFonts()


class FontSubsetter:
    """Makes subsets of the fonts of bundles, each only if the main cache has it not.

    :param output_dir: where the bundles are, below ``_static/``.
    :param tell: takes a line that says what takes a while.
    """

    def __init__(
        self,
        store: Store,
        cache: Cache,
        sources: Sources,
        output_dir: str,
        tell: Callable[[str], None],
    ) -> None:
        self._store = store
        self._cache = cache
        self._sources = sources
        self._base = posixpath.normpath(f"{STATIC}{output_dir}/css")
        self._tell = tell

    def has_fonts(self, bundles: Iterable[Bundle]) -> bool:
        """Return whether one of these bundles has a font that may be subset."""
        return any(map(self._fonts_of, bundles))

    def subset(
        self, bundles: Iterable[Bundle], names: Collection[str], preloaded: Collection[str]
    ) -> SubsetFonts:
        """Return what stands in for those *bundles* that have fonts; all is in the store then.

        :param names: what pages, scripts and style sheets need of fonts, see :mod:`..fonts.blocks`.
        :param preloaded: URLs of fonts that pages announce.
        :raises OSError: if the output directory is not writable.
        """
        fonts = {bundle: self._fonts_of(bundle) for bundle in bundles}
        wanted = {url for urls in fonts.values() for url in urls}.difference(preloaded)
        made = self._make(sorted(wanted), needs_of(names))
        left = dict.fromkeys(preloaded, Font(reason=_PRELOADED))
        swaps = {
            bundle.path: self._swap(bundle, {url: (left | made)[url] for url in urls})
            for bundle, urls in fonts.items()
            if urls
        }
        return SubsetFonts(swaps)

    def _fonts_of(self, bundle: Bundle) -> list[str]:
        """Return the URLs of the fonts of a bundle, in their order, that are files of the site."""
        key = digest_of("fonts of a sheet", own_digest(), self._base, bundle.digest)
        urls = read_json_or(None, self._cache.get(key) or b"", _texts)
        if urls is None:
            sheet = self._text(bundle)
            if not sheet:
                return []
            urls = []
            if "@font-face" in sheet.lower():
                # Parsers are imported on a miss only.
                from ..fonts.faces import faces

                urls = [*dict.fromkeys(face.url for face in faces(sheet, self._base))]
            self._cache.set(key, json.dumps(urls).encode())
        return [url for url in urls if self._sources.digest(url) is not None]

    def _make(self, urls: Iterable[str], needs: Needs) -> dict[str, Font]:
        """Return what becomes of each font."""
        found: dict[str, Font] = {}
        missing: dict[str, str] = {}
        for url in urls:
            wanted = json.dumps([self._sources.digest(url), _stem(url), needs])
            key = digest_of("font subset", own_digest(), tools(), wanted)
            font = read_json_or(None, self._cache.get(key) or b"", Font.from_list)
            if font is not None and self._is_there(font.bundle):
                found[url] = font
            else:
                missing[url] = key
        if missing:
            self._tell(f"making subsets of {count(len(missing), 'font')}")
        requests = (self._request(url, key, needs) for url, key in missing.items())
        for (url, key), made in zip(missing.items(), make(requests), strict=True):
            found[url] = font = self._keep(_stem(url), made)
            if not made.is_failure:
                self._cache.set(key, json.dumps(font.to_list()).encode())
        return found

    def _request(self, url: str, key: str, needs: Needs) -> Request:
        try:
            data = self._sources.read(url)
        except SourceError:
            # It was there a moment ago.
            data = b""
        return Request(data, needs, f"Subset-{key[:12]}")

    def _keep(self, stem: str, made: Made) -> Font:
        if made.reason:
            return Font(reason=made.reason)
        bundle = name_bundle(FONTS, stem, made.data)
        self._put(bundle, made.data)
        return Font(bundle, made.has, made.whole)

    def _swap(self, whole: Bundle, fonts: Mapping[str, Font]) -> Swap:
        """Return what stands in for a bundle with these fonts."""
        values = json.dumps([[url, font.to_list()] for url, font in fonts.items()])
        key = digest_of("sheet with subsets", own_digest(), self._base, whole.digest, values)
        bundle = read_json_or(None, self._cache.get(key) or b"", _bundle)
        if bundle is None or not self._is_there(bundle):
            bundle = whole
            if any(font.bundle for font in fonts.values()):
                bundle = self._with_subsets(whole, fonts)
            self._cache.set(key, json.dumps(_values(bundle)).encode())
        return Swap(bundle, tuple(_decision(url, font) for url, font in fonts.items()))

    def _with_subsets(self, whole: Bundle, fonts: Mapping[str, Font]) -> Bundle:
        from ..fonts.faces import Face, Subset, with_subsets

        def subset_of(face: Face) -> Subset | None:
            font = fonts.get(face.url)
            if font is None or font.bundle is None:
                return None
            return Subset(f"../{font.bundle.path}", font.has, font.whole)

        text = self._text(whole)
        kind, _, file = whole.path.partition("/")
        name = file.rsplit(".", 2)[0]
        sheet = without_map_url(text)
        changed = with_subsets(sheet, self._base, subset_of)
        if sheet != text:
            from .maps import DerivedMaps

            changed = DerivedMaps(self._store, self._cache).named_in(changed, name, text)
        data = changed.encode()
        bundle = name_bundle(kind, name, data)
        self._put(bundle, data)
        return bundle

    def _put(self, bundle: Bundle, data: bytes) -> None:
        self._store.write(bundle, data)
        self._cache.set(bundle.digest, data)

    def _is_there(self, bundle: Bundle | None) -> bool:
        return bundle is None or self._store.restore(bundle, self._cache.get)

    def _text(self, bundle: Bundle) -> str:
        """Return the text of a bundle, which need not be in the store; empty if it is nowhere."""
        try:
            data = (self._store.directory / bundle.path).read_bytes()
        except OSError:
            data = self._cache.get(bundle.digest) or b""
        return data.decode()


def _decision(url: str, font: Font) -> Decision:
    if font.bundle is None:
        return Decision(url, reason=font.reason, is_font=True)
    return Decision(url, font.bundle.path, _REASON, is_font=True)


def _stem(url: str) -> str:
    """Return what the subset of a font is called."""
    stem = re.sub(r"[^\w-]", "-", posixpath.splitext(posixpath.basename(url))[0], flags=re.ASCII)
    return stem[:60] or "font"


def _values(bundle: Bundle) -> list[Any]:
    return [bundle.path, bundle.digest, bundle.size]


def _bundle(values: Any) -> Bundle:
    path, digest, size = values
    return Bundle(str(path), str(digest), int(size))


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values]
