"""What is known of scripts and style sheets: kept in the main cache by digests of their texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.garbage import garbage_left
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import Kind
from ..js.tag_references import ANY, References

T = TypeVar("T")

#: How what is known is written to the cache, and read from there.
Form = tuple[Callable[[T], object], Callable[[Any], T]]

#: It takes longer to look for what is known of a shorter text than to find it out.
_SHORT: Final = 400


class Text(NamedTuple):
    """A script or a style sheet: its digest, and what returns it."""

    digest: str
    read: Callable[[], str]
    #: Whether it stands in a page, and is read without a file.
    is_block: bool = False


def text_of_file(sources: Sources, url: str) -> Text | None:
    """Return the text of a file; ``None`` if there is none, or if it is of another site.

    :param url: from the site root.
    """
    digest = sources.digest(url)
    if digest is None:
        return None
    return Text(digest, lambda: sources.read(url).decode("utf-8", "replace"))


#: What was found, by what the keys of the cache are digests of.  Many ask for the same, and a cache
#: has it as JSON.
_FOUND: Final[WeakKeyDictionary[Cache, dict[tuple[str, ...], Any]]] = WeakKeyDictionary()


class KnownTexts:
    """Finds things out about texts, each of them once for all that use one cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._found = _FOUND.setdefault(cache, {})

    def of(self, what: str, text: Text, find: Callable[[str], T], form: Form[T]) -> T:
        """Return what is known of a *text*, or else what *find* returns for it.

        :param what: says what it is that *find* finds out.
        """
        if text.is_block and len(text.read()) < _SHORT:
            return find(text.read())
        asked = what, own_digest(), text.digest
        known: T | None = self._found.get(asked)
        if known is None:
            dump, load = form
            key = digest_of(*asked)
            value = self._cache.get(key)
            known = None if value is None else read_json_or(None, value, load)
            if known is None:
                with garbage_left():
                    known = find(text.read())
                self._cache.set(key, json.dumps(dump(known)).encode())
            self._found[asked] = known
        return known


def _to_json(found: References) -> dict[str, object]:
    return {
        "words": sorted(found.words),
        "given": {name: sorted(kinds) for name, kinds in sorted(found.given.items())},
        "helpers": sorted(found.helpers),
        "reads_rules": found.reads_rules,
        "watched": sorted(found.watched),
        "reads_own_texts": found.reads_own_texts,
        "shown": sorted(found.shown),
        "has_texts": found.has_texts,
        "reads_texts": found.reads_texts,
        "lent": sorted(found.lent),
        "under": {feature: sorted(words) for feature, words in sorted(found.under.items())},
        "loose": sorted(found.loose),
        "places": dict(found.places),
    }


def _from_json(value: Any) -> References:
    given = {str(name): _to_kinds(kinds) for name, kinds in value["given"].items()}
    return References(
        words=frozenset(map(str, value["words"])),
        given=given,
        helpers=frozenset(map(str, value["helpers"])),
        reads_rules=bool(value["reads_rules"]),
        watched=frozenset(map(str, value["watched"])),
        reads_own_texts=bool(value["reads_own_texts"]),
        shown=frozenset(map(str, value["shown"])),
        has_texts=bool(value["has_texts"]),
        reads_texts=bool(value["reads_texts"]),
        lent=frozenset(map(str, value["lent"])),
        under={str(name): _from_list(words) for name, words in value["under"].items()},
        loose=_to_kinds(value["loose"]),
        places={
            str(word): (int(line), int(column)) for word, (line, column) in value["places"].items()
        },
    )


def _to_kinds(value: list[object]) -> frozenset[Kind]:
    return frozenset(kind for kind in ANY if kind in value)


def _from_list(value: list[object]) -> frozenset[str]:
    return frozenset(map(str, value))


REFERENCES: Final[Form[References]] = (_to_json, _from_json)
NAMES: Final[Form[frozenset[str]]] = (sorted, _from_list)
FLAG: Final[Form[bool]] = (bool, bool)
KINDS: Final[Form[frozenset[Kind]]] = (sorted, _to_kinds)
