"""Bundles of style sheets → the same with subsets of their fonts, which lie beside them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.errors import SourceError
from ..core.map_comments import without_map_url
from ..core.names import IconRule, MayBe
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import STATIC
from ..core.wording import count
from ..fonts.blocks import Needs, icon_names, needs_of
from ..fonts.subsets import Made, Request, make, tools
from .font import Font
from .result import Decision
from .sources import Sources
from .store import FONTS, Bundle, Store, bundle_from, name_bundle, values_of
from .swaps import Swap, Swaps

_REASON: Final = "the whole font is fetched for characters that the site does not use"
_PRELOADED: Final = "a page announces the whole font"


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
    ) -> Swaps:
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
        return Swaps(swaps)

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

    def icons(self, bundles: Iterable[Bundle], may_be: MayBe) -> set[str]:
        """Return the names of the icons in those rules of bundles that can match an element.

        :param may_be: whether an element of the site may have a name.
        """
        return {
            name
            for bundle in bundles
            for rule in self._icon_rules(bundle)
            if rule.can_match(may_be)
            for name in icon_names(rule.icons)
        }

    def _icon_rules(self, bundle: Bundle) -> list[IconRule]:
        key = digest_of("icons of a sheet", own_digest(), bundle.digest)
        rules = read_json_or(None, self._cache.get(key) or b"", _icon_rules)
        if rules is None:
            from ..css.icons import icon_rules

            rules = icon_rules(self._text(bundle), lambda each: any(icon_names(each)))
            values = [[list(map(sorted, each.selectors)), sorted(each.icons)] for each in rules]
            self._cache.set(key, json.dumps(values).encode())
        return rules

    def _make(self, urls: Iterable[str], needs: Needs) -> dict[str, Font]:
        """Return what becomes of each font."""
        found = {url: self._known(url, needs) for url in urls}
        missing = [url for url, font in found.items() if font is None]
        if missing:
            self._tell(f"making subsets of {count(len(missing), 'font')}")
        requests = (self._request(url, needs) for url in missing)
        for url, made in zip(missing, make(requests), strict=True):
            found[url] = font = self._keep(_stem(url), made)
            if not made.is_failure:
                kind = json.dumps(made.is_icons).encode()
                self._cache.set(self._key("font kind", url), kind)
                key = self._key("font subset", url, needs.of_kind(is_icons=made.is_icons))
                self._cache.set(key, json.dumps(font.to_list()).encode())
        return {url: font for url, font in found.items() if font is not None}

    def _known(self, url: str, needs: Needs) -> Font | None:
        """Return what became of a font before; ``None`` if that is not known."""
        is_icons = read_json_or(None, self._cache.get(self._key("font kind", url)) or b"", bool)
        if is_icons is None:
            return None
        # A new icon is no reason to make others.
        key = self._key("font subset", url, needs.of_kind(is_icons=is_icons))
        font = read_json_or(None, self._cache.get(key) or b"", Font.from_list)
        return font if font is not None and self._is_there(font.bundle) else None

    def _key(self, what: str, url: str, needs: Needs | None = None) -> str:
        wanted = json.dumps([self._sources.digest(url), _stem(url), needs])
        return digest_of(what, own_digest(), tools(), wanted)

    def _request(self, url: str, needs: Needs) -> Request:
        try:
            data = self._sources.read(url)
        except SourceError:
            # It was there a moment ago.
            data = b""
        return Request(
            data, needs, f"Subset-{digest_of(_stem(url), self._sources.digest(url) or '')[:12]}"
        )

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
        bundle = read_json_or(None, self._cache.get(key) or b"", bundle_from)
        if bundle is None or not self._is_there(bundle):
            bundle = whole
            if any(font.bundle for font in fonts.values()):
                bundle = self._with_subsets(whole, fonts)
            self._cache.set(key, json.dumps(values_of(bundle)).encode())
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


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values]


def _icon_rules(values: Any) -> list[IconRule]:
    return [
        IconRule(tuple(frozenset(map(str, names)) for names in selectors), frozenset(icons))
        for selectors, icons in values
    ]
