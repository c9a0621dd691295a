"""Scripts of Font Awesome → the same with the icons that a site names; all others lie beside."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
from collections.abc import Collection
from importlib.resources import files
from typing import Any

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.map_comments import without_map_url
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.wording import count
from .result import Decision
from .sources import Sources
from .store import ICONS, Bundle, Store, bundle_from, name_bundle, values_of
from .swaps import Swap

#: Fetches the others.
_ON_DEMAND = "icons-on-demand.js"
#: How a class begins that names an icon.
PREFIX = "fa-"


class IconSplitter:
    """Splits scripts with icons, each only if the main cache has it not."""

    def __init__(self, store: Store, cache: Cache, sources: Sources) -> None:
        self._store = store
        self._cache = cache
        self._sources = sources
        self._on_demand = files(__package__).joinpath(_ON_DEMAND).read_text("utf-8")

    def split(self, url: str, classes: Collection[str]) -> Swap | None:
        """Return what stands in for a script; ``None`` if it is not understood.

        :param url: of the script, from the site root.
        :param classes: those of pages that may name icons, in lower case.
        :raises OSError: if the output directory is not writable.
        """
        given = json.dumps([self._sources.digest(url), _stem(url), sorted(classes)])
        key = digest_of("used icons", own_digest(), self._on_demand, given)
        known = read_json_or(None, self._cache.get(key) or b"", _read)
        if known is not None and all(map(self._is_there, known[1])):
            return known[0]
        swap, bundles = self._split(url, classes)
        values = [swap and swap.to_list(), list(map(values_of, bundles))]
        self._cache.set(key, json.dumps(values).encode())
        return swap

    def _split(self, url: str, classes: Collection[str]) -> tuple[Swap | None, list[Bundle]]:
        # Parsers are imported on a miss only.
        from ..js.icon_packs import split_icons

        data = self._sources.read(url)
        script = data.decode("utf-8", "replace")
        names = {each.removeprefix(PREFIX) for each in classes}
        parts = split_icons(script, names)
        if parts is None:
            return None, []
        rest = self._put(ICONS, _stem(url), parts.rest)
        known = sorted({*classes, *(PREFIX + name for name in parts.names)})
        digest = hashlib.sha384(parts.rest.encode()).digest()
        tail = self._on_demand.replace("KNOWN", json.dumps(known), 1).replace("REST", rest.path, 1)
        tail = tail.replace("SUM", f"sha384-{base64.b64encode(digest).decode()}", 1)
        # Its map is for the whole script, and lies elsewhere.
        script = without_map_url(parts.wanted)
        wanted = self._put("js", _stem(url), f"{script}\n;{tail}")
        note = (
            f"it has the icons that the site names; {count(parts.others, 'other')} are in"
            f" {rest.path}, which a page fetches if one of them appears"
        )
        decisions = (Decision(url, wanted.path, note=note),)
        return Swap(wanted, decisions, len(data), tuple(known)), [wanted, rest]

    def _put(self, kind: str, stem: str, text: str) -> Bundle:
        data = text.encode()
        bundle = name_bundle(kind, stem, data)
        self._store.write(bundle, data)
        self._cache.set(bundle.digest, data)
        return bundle

    def _is_there(self, bundle: Bundle) -> bool:
        return self._store.restore(bundle, self._cache.get)


def _stem(url: str) -> str:
    stem = posixpath.splitext(posixpath.basename(url))[0]
    return stem if stem.replace(".", "").replace("-", "").isalnum() and stem.isascii() else "icons"


def _read(values: Any) -> tuple[Swap | None, list[Bundle]]:
    swap, bundles = values
    return swap and Swap.from_list(swap), list(map(bundle_from, bundles))
