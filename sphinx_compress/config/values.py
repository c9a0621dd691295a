"""Readers of single values of ``conf.py``.

Each returns what a value stands for, and raises ``TypeError`` or ``ValueError``, with the
rest of a sentence that begins with the setting, for one that makes no sense.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..core.files import suits_all_systems
from ..core.types import STATIC
from ..core.wording import suggestion
from ..filters.base import FilterSpec

if TYPE_CHECKING:
    from ..cache.backend import Address


def read_bool(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool | int) or value not in (0, 1):
        raise TypeError("must be True or False")
    return bool(value)


def read_text(value: object) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise TypeError("must be a string")
    return value


def read_names(value: object) -> tuple[str, ...] | None:
    """Patterns of names; ``None`` for no list at all."""
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise TypeError("must be a list of names, such as ['DocSearch-*'], or None")
    return tuple(value)


def one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    """Return a reader of one of some words."""

    def read_choice(value: object) -> str:
        if value not in choices:
            near = suggestion(value, choices) if isinstance(value, str) else ""
            raise ValueError(f"must be one of {', '.join(map(repr, choices))}{near}")
        return str(value)

    return read_choice


_DIRECTORY = re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII)


def read_output_dir(value: object) -> str:
    """A directory below ``_static``, with slashes and without dots."""
    path = read_text(value)
    normal = posixpath.normpath(path)
    if normal == "_static" or normal.startswith(STATIC):
        below = normal.removeprefix("_static").lstrip("/") or "compress"
        raise ValueError(f"is below _static already: write {below!r}")
    # Other characters would be escaped in pages in one way or another.
    if not path or not _DIRECTORY.fullmatch(normal) or normal == "." or normal.startswith(".."):
        raise ValueError(
            "must name a directory below _static, such as 'compress', in letters, digits and ._-"
        )
    for name in normal.split("/"):
        if not suits_all_systems(name):
            raise ValueError(f"has {name!r}, which no directory may be called on every system")
    return normal


#: Other characters would have to be escaped in pages or in style sheets, in one way or another.
_BASE_URL = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~%@+-]+)*+/?", re.ASCII)


def read_base_url(value: object) -> str:
    """The address of a directory on some server; it ends in a slash, if there is one."""
    url = read_text(value).strip()
    if url and not _BASE_URL.fullmatch(url):
        raise ValueError("must be a whole address, such as 'https://cdn.example.org/docs/'")
    return url and f"{url.rstrip('/')}/"


def read_patterns(value: object) -> tuple[str, ...]:
    """Patterns of URLs, such as ``*/analytics.js``."""
    if not isinstance(value, list | tuple):
        raise TypeError("must be a list of patterns, such as ['*/analytics.js']")
    for pattern in value:
        if not isinstance(pattern, str) or not pattern.strip():
            raise ValueError(f"{pattern!r} is no pattern such as '*/analytics.js'")
    return tuple(value)


def read_number(value: object, what: str = "a number") -> int:
    """A whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"must be {what}, 0 or more")
    return value


def read_megabytes(value: object) -> int:
    """Return as bytes what is said in megabytes."""
    return read_number(value, "a number of megabytes") * 1_000_000


def read_bytes(value: object) -> int:
    """A number of bytes."""
    return read_number(value, "a number of bytes")


def read_cache_address(value: object) -> Address | None:
    """The address of a shared cache; ``None`` if there is none."""
    url = read_text(value).strip()
    if not url:
        return None
    from ..cache.backend import read_address

    return read_address(url)


_MIN_KEY = 16


def read_key(value: object) -> bytes:
    """What entries of a shared cache are signed with; empty if they are not."""
    # Secrets that come from a file end in a line break.
    key = read_text(value).strip().encode("utf-8", "surrogateescape")
    if key and len(key) < _MIN_KEY:
        raise ValueError(
            f"must have {_MIN_KEY} characters or more, such as `openssl rand -hex 32` makes; the"
            " shared cache is not used"
        )
    return key


def read_seconds(value: object) -> float:
    """More than no seconds, and an hour at most."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 3600:
        raise ValueError("must be a number of seconds above 0, 3600 at most")
    return float(value)


def _filter(value: object) -> FilterSpec:
    if isinstance(value, str) and value:
        return FilterSpec(value)
    match value:
        case [str(name), dict(options)] if name:
            return FilterSpec(name, json.dumps(options, sort_keys=True))
    raise ValueError(
        f"{value!r} is no filter: write its name, or a pair of its name and a dictionary of options"
    )


#: The filters that read what URLs lead to.
_FOLLOW_URLS = frozenset({"imports", "datauri"})


def read_filters(value: object) -> tuple[FilterSpec, ...]:
    """Filters, in the order in which they are applied."""
    if not isinstance(value, list | tuple):
        raise TypeError("must be a list of filters")
    specs = tuple(_filter(item) for item in value)
    names = [spec.name for spec in specs]
    for name in sorted(_FOLLOW_URLS.intersection(names)):
        if "urls" in names[: names.index(name)]:
            raise ValueError(f"{name} must stand before urls, which changes where URLs lead")
    return specs


def read_precompilers(value: object) -> tuple[tuple[str, FilterSpec], ...]:
    """Pairs of MIME type and filter, sorted."""
    if not isinstance(value, Mapping):
        raise TypeError("must be a dictionary of MIME type and filter")
    for type_ in value:
        if not isinstance(type_, str) or type_.count("/") != 1:
            raise ValueError(f"{type_!r} is no MIME type such as 'text/x-scss'")
    types = {type_.lower(): _filter(item) for type_, item in value.items()}
    if len(types) < len(value):
        raise ValueError("names a MIME type twice")
    return tuple(sorted(types.items(), key=lambda item: item[0]))


def some_of(choices: tuple[str, ...]) -> Callable[[object], tuple[str, ...]]:
    """Return a reader of a list with some of several words, each of them once, in their order."""

    def read_choices(value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(each in choices for each in value):
            raise ValueError(f"must be a list with some of {', '.join(map(repr, choices))}")
        return tuple(each for each in choices if each in value)

    return read_choices
