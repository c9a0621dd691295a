"""What users keep out: tags, pages and files that stay as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import Final

from ..core.types import ROOT_MARKER, STATIC
from ..core.wording import suggestion
from .markup import attributes_of, start_tags
from .pieces import Piece

#: On a tag, or on ``<html>``.  Elements of ours have longer names: ``data-compress-gate``.
ATTRIBUTE: Final = "data-compress"
_OFF: Final = "off"

#: YAML makes these of the word ``off``, and others write them for it.
_OFF_IN_METADATA: Final = frozenset({_OFF, "false", "no", "0"})

#: What a user may write for the way that it is anyway.
_ON_IN_METADATA: Final = frozenset({"", "on", "true", "yes", "1"})

BY_ATTRIBUTE: Final = f"{ATTRIBUTE} says so"
#: An element with it stands in for one that was moved, see :mod:`.front`.
STAND_IN: Final = f"{ATTRIBUTE}-counted"
BY_STAND_IN: Final = "only scripts of the host look for it here, and it runs later"
BY_PATTERN: Final = "compress_exclude says so"

_UPWARDS = re.compile(r"(?:\.\.?/)++")


def says_off(attributes: Mapping[str, str]) -> bool:
    """Return whether the *attributes* of an element say that it stays as it is."""
    return attributes.get(ATTRIBUTE, "").strip().lower() == _OFF


def is_off_page(html: str) -> bool:
    """Return whether the tag ``<html>`` of a page says that the page stays as it is."""
    head = html.find("<head")
    if html.find(ATTRIBUTE, 0, head) < 0:
        return False
    tags = start_tags(html[:head])
    return any(says_off(attributes_of(html[tag.start :])) for tag in tags if tag.name == "html")


def misspelt_attributes(html: str) -> list[tuple[str, str]]:
    """Return the values of our attribute in a page that mean nothing, each with its tag."""
    if f"{ATTRIBUTE}=" not in html:
        return []
    found = []
    for start in start_tags(html):
        tag = html[start.start : start.end]
        attributes = attributes_of(tag) if ATTRIBUTE in tag else {}
        if ATTRIBUTE in attributes and not says_off(attributes):
            found.append((attributes[ATTRIBUTE], tag))
    return found


def is_off_in_metadata(value: object) -> bool:
    """Return whether *value*, that of ``compress`` in a document's metadata, turns it off."""
    return str(value).strip().lower() in _OFF_IN_METADATA


def is_misspelt_in_metadata(value: object) -> bool:
    """Return whether *value*, that of ``compress`` in a document's metadata, means nothing."""
    return str(value).strip().lower() not in _OFF_IN_METADATA | _ON_IN_METADATA


def advice(value: object) -> str:
    """Return what is to be said of a *value* that means nothing."""
    return f"means nothing{suggestion(str(value).strip().lower(), (_OFF,))}: only {_OFF} does"


@dataclass(frozen=True, slots=True)
class OptOut:
    """Tells which tags stay as they are since a user wants it."""

    #: Those of ``compress_exclude``.
    patterns: tuple[str, ...] = ()

    def reason(self, piece: Piece, prefix: str = "") -> str:
        """Return what says that an element stays; empty if nothing does.

        :param prefix: that of the page, if the text of *piece* is not marked.
        """
        if says_off(piece.attributes):
            return BY_STAND_IN if STAND_IN in piece.attributes else BY_ATTRIBUTE
        if not (self.patterns and piece.url):
            return ""
        return BY_PATTERN if _matches(_site_path(piece.url, prefix), self.patterns) else ""


#: For those who want nothing to stay.
KEEPS_NOTHING: Final = OptOut()


def _site_path(url: str, prefix: str) -> str:
    """Return a URL as it is seen from the site root; one of another site is as it is written."""
    if prefix and url.startswith(prefix + STATIC):
        return url.removeprefix(prefix)
    return _UPWARDS.sub("", url.strip().removeprefix(ROOT_MARKER), count=1)


@lru_cache(1024)
def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    without_query = path.partition("?")[0].partition("#")[0]
    name = without_query.rpartition("/")[2]
    texts: Collection[str] = {path, without_query}
    return any(
        re.match(translate(pattern), text)
        for pattern in patterns
        for text in (texts if "/" in pattern else (name,))
    )
