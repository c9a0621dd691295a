"""The content security policy that the pages of a built site need."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from ...core.types import Kind
from ...page.markup import attributes_of, start_tags
from ...page.patterns import find_elements
from ...page.script_types import is_run, type_of
from ..tag_references import content_of

_MAY_HAVE_CODE: Final = re.compile(r"[\s\"'](?:on[a-z]+|style)\s*=", re.IGNORECASE)

#: Types of scripts that are not run, but read by the browser itself.
_READ: Final = frozenset({"importmap", "speculationrules"})

_INLINE: Final = "'unsafe-inline'"


def policy_of(pages: Iterable[str]) -> str:
    """Return the policy for scripts and style sheets under which all *pages* work as they are.

    It does without ``'unsafe-inline'`` as far as it can: blocks and handlers of events have their
    hashes in it.  To attributes ``style``, only that word gives leave, or a hash for each.

    :param pages: their texts.
    """
    sources: dict[Kind, set[str]] = {"js": set(), "css": set()}
    for html in pages:
        for kind, source in _sources(html.replace("\r\n", "\n")):
            sources[kind].add(source)
    if _INLINE in sources["css"]:
        # Browsers ignore that word where a hash stands beside it.
        sources["css"] = {each for each in sources["css"] if not each.startswith("'sha256-")}
    return f"script-src {_listed(sources['js'])}; style-src {_listed(sources['css'])}"


def _listed(sources: Iterable[str]) -> str:
    """Return *sources* as they are written, hosts before words and hashes."""
    return " ".join(["'self'", *sorted(sources, key=lambda each: ("'" in each, each))])


def _sources(html: str) -> Iterator[tuple[Kind, str]]:
    for element in find_elements(html):
        tag = html[element.start : element.end]
        attributes = attributes_of(tag)
        if element.name == "style":
            yield "css", _hash(content_of(tag))
        elif element.name == "script" and "src" not in attributes:
            if is_run(attributes) or type_of(attributes) in _READ:
                yield "js", _hash(content_of(tag))
        elif element.name == "script":
            yield from (("js", host) for host in _hosts(attributes["src"]))
        elif "stylesheet" in attributes.get("rel", "").lower().split():
            yield from (("css", host) for host in _hosts(attributes.get("href", "")))
    if _MAY_HAVE_CODE.search(html):
        yield from _of_attributes(html)


def _of_attributes(html: str) -> Iterator[tuple[Kind, str]]:
    for tag in start_tags(html):
        text = html[tag.start : tag.end]
        for name, value in attributes_of(text).items() if "=" in text else ():
            if name.startswith("on"):
                yield "js", "'unsafe-hashes'"
                yield "js", _hash(value)
            elif name == "style":
                yield "css", _INLINE


def _hosts(url: str) -> Iterator[str]:
    """Yield where a file of another site comes from."""
    parts = urlsplit(url.strip())
    if parts.netloc:
        yield f"{parts.scheme or 'https'}://{parts.netloc}"
    elif parts.scheme:
        yield f"{parts.scheme}:"


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
