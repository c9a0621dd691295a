"""Finds the code in attributes of a page: handlers, and addresses that are code."""

from __future__ import annotations

import re
from base64 import b64decode
from urllib.parse import unquote

from .markup import attributes_of, start_tags

_HANDLER = r"[\s\"'/]on[a-z]+\s*+="
#: What begins like `javascript:`, or may do so if its references are read.
_ADDRESS = r"=[\s\"']*+[acijprstv\x00-\x20]*+[&:]"
_CODE = re.compile(rf"{_HANDLER}|{_ADDRESS}", re.IGNORECASE)
_SCHEME = re.compile(r"[\x00-\x20]*" + r"\s*".join("javascript") + r"\s*:", re.IGNORECASE)
#: So many times the end of a tag is looked for.
_LOOKS = 20


#: How attributes begin that libraries run as code, such as Alpine, Vue, htmx and hyperscript.
_OF_LIBRARIES = ("x-", "@", ":", "v-", "hx-", "data-hx-", "ng-", "data-on", "data-x-", "_")
#: What their code has if it looks for tags.
_LOOKING = (
    "styleSheets",
    "querySelector",
    "getElementsByTagName",
    "document.head",
    "'link",
    '"link',
)


def code_in_attributes(html: str) -> list[str] | None:
    """Return the code in attributes of a page; ``None`` if it is not plain HTML there."""
    found: list[str] = []
    passed = 0
    for match in _CODE.finditer(html):
        start = html.rfind("<", passed, match.start() + 1)
        if start < 0 or not html[start + 1 : start + 2].isalpha():
            continue
        tag = _tag_at(html, start)
        if not tag:
            return None
        passed = start + len(tag)
        for name, value in attributes_of(tag).items():
            if (code := code_of(name, value)) is not None:
                found.append(code)
    return found


def code_of(name: str, value: str) -> str | None:
    """Return the code that an attribute has, if it has some."""
    if name.startswith("on"):
        return value
    scheme = _SCHEME.match(value)
    return unquote(value[scheme.end() :]) if scheme else None


def code_in_url(url: str) -> str | None:
    """Return the code that the URL of a script has in itself, if it is such a one."""
    head, comma, data = url.strip().partition(",")
    if not comma or not head.lower().startswith("data:"):
        return None
    if not head.lower().endswith(";base64"):
        return unquote(data)
    try:
        return b64decode(unquote(data)).decode("utf-8", "replace")
    except ValueError:
        # No browser runs it, either.
        return ""


def library_code_of(name: str, value: str) -> str | None:
    """Return the code that looks for tags in an attribute which a library may run."""
    is_code = name.startswith(_OF_LIBRARIES) and any(sign in value for sign in _LOOKING)
    return value if is_code else None


def tag_around(html: str, position: int) -> str:
    """Return the start tag that *position* is in; nothing if it is in none, or none that is plain.

    A value may have brackets, as code has that compares.
    """
    start = position
    for _ in range(_LOOKS):
        start = html.rfind("<", 0, start)
        if start < 0:
            break
        tag = _tag_at(html, start) if html[start + 1 : start + 2].isalpha() else ""
        if tag:
            return tag if start + len(tag) > position else ""
    return ""


def _tag_at(html: str, start: int) -> str:
    """Return the start tag at *start*; nothing if it is not plain."""
    end = start
    for _ in range(_LOOKS):
        end = html.find(">", end) + 1
        if not end:
            break
        tag = html[start:end]
        if start_tags(tag):
            return tag
    return ""
