"""The ``compress_*`` values of ``conf.py`` as one frozen, validated object.

:class:`CompressConfig` is the table of all options: each has there its type, its
default, what reads it and what it means.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from .core.types import Joining, Problem
from .filters.base import MAX_MINIFY_SIZE, FilterSpec

#: How the critical part of a style sheet comes first.
Critical = Literal["file", "off"]

if TYPE_CHECKING:
    from .cache.backend import Address


@dataclass(frozen=True, slots=True)
class Option:
    """How a value of ``conf.py`` becomes a field of :class:`CompressConfig`."""

    #: As it would stand in ``conf.py``.
    default: Any
    #: Returns the field's value; raises ``TypeError`` or ``ValueError``, with the rest of a
    #: sentence that begins with the option, for a value that makes no sense.
    read: Callable[[Any], Any]
    #: Those that Sphinx accepts without a warning.
    types: tuple[type, ...]
    #: What Sphinx rebuilds when the value changes: ``html`` for all pages.
    rebuild: str = ""
    #: Whether it holds credentials: these are in no message, and in no file that Sphinx keeps.
    is_secret: bool = False


def _bool(value: object) -> bool:
    if not isinstance(value, bool | int) or value not in (0, 1):
        raise TypeError("must be True or False")
    return bool(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("must be a string")
    return value


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def read_choice(value: object) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(map(repr, choices))}")
        return str(value)

    return read_choice


_DIRECTORY = re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII)


def _output_dir(value: object) -> str:
    path = _text(value)
    normal = posixpath.normpath(path)
    # Other characters would be escaped in pages in one way or another.
    if not path or not _DIRECTORY.fullmatch(normal) or normal == "." or normal.startswith(".."):
        raise ValueError(
            "must name a directory below _static, such as 'compress', in letters, digits and ._-"
        )
    return normal


def _number(value: object, what: str = "a number") -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"must be {what}, 0 or more")
    return value


def _size(value: object) -> int:
    return _number(value, "a number of megabytes") * 1_000_000


def _bytes(value: object) -> int:
    return _number(value, "a number of bytes")


def _address(value: object) -> Address | None:
    url = _text(value).strip()
    if not url:
        return None
    from .cache.backend import read_address

    return read_address(url)


_MIN_KEY = 16


def _key(value: object) -> bytes:
    # Secrets that come from a file end in a line break.
    key = _text(value).strip().encode("utf-8", "surrogateescape")
    if key and len(key) < _MIN_KEY:
        raise ValueError(
            f"must have {_MIN_KEY} characters or more, such as `openssl rand -hex 32` makes; the"
            " shared cache is not used"
        )
    return key


def _seconds(value: object) -> float:
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


def _filters(value: object) -> tuple[FilterSpec, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("must be a list of filters")
    specs = tuple(_filter(item) for item in value)
    names = [spec.name for spec in specs]
    for name in sorted(_FOLLOW_URLS.intersection(names)):
        if "urls" in names[: names.index(name)]:
            raise ValueError(f"{name} must stand before urls, which changes where URLs lead")
    return specs


def _precompilers(value: object) -> tuple[tuple[str, FilterSpec], ...]:
    if not isinstance(value, Mapping):
        raise TypeError("must be a dictionary of MIME type and filter")
    for type_ in value:
        if not isinstance(type_, str) or type_.count("/") != 1:
            raise ValueError(f"{type_!r} is no MIME type such as 'text/x-scss'")
    types = {type_.lower(): _filter(item) for type_, item in value.items()}
    if len(types) < len(value):
        raise ValueError("names a MIME type twice")
    return tuple(sorted(types.items(), key=lambda item: item[0]))


#: Has Sphinx write all pages again.
_PAGES: Final = "html"


def _option(
    default: object,
    read: Callable[[Any], Any],
    *types: type,
    rebuild: str = "",
    secret: bool = False,
) -> Any:
    """Return a field of :class:`CompressConfig`."""
    option = Option(default, read, types, rebuild, secret)
    return field(default=read(default), repr=not secret, metadata={"option": option})


@dataclass(frozen=True, slots=True)
class CompressConfig:
    """All options; see the manual for what each of them means."""

    enabled: bool = _option(True, _bool, bool, rebuild=_PAGES)
    #: Whether regions are found that no template marks.
    implicit: bool = _option(True, _bool, bool, rebuild=_PAGES)
    #: Below ``_static/``, with slashes.
    output_dir: str = _option("compress", _output_dir, str, rebuild=_PAGES)
    css_filters: tuple[FilterSpec, ...] = _option(
        ["imports", "urls", "csscompressor"], _filters, list, tuple, rebuild=_PAGES
    )
    js_filters: tuple[FilterSpec, ...] = _option(["rjsmin"], _filters, list, tuple, rebuild=_PAGES)
    #: How scripts share a bundle.
    join_scripts: Joining = _option("elements", _one_of(get_args(Joining)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Whether the critical parts of style sheets come first.
    critical: Critical = _option("file", _one_of(get_args(Critical)), str, rebuild=_PAGES)  # noqa: RUF009
    #: Whether scripts that only declare wait until their page has been read.
    defer_scripts: bool = _option(True, _bool, bool, rebuild=_PAGES)
    #: Pairs of MIME type and filter, sorted.
    precompilers: tuple[tuple[str, FilterSpec], ...] = _option(
        {}, _precompilers, dict, rebuild=_PAGES
    )
    #: In bytes; a larger text is bundled as it is.
    max_minify_size: int = _option(MAX_MINIFY_SIZE, _bytes, int, rebuild=_PAGES)
    #: Whether a text that could not be minified or compiled fails the build.
    strict_minify: bool = _option(False, _bool, bool)
    #: Of how many builds before this one the bundles stay.
    keep_generations: int = _option(0, _number, int)
    #: Whether regions are looked up in a manifest, and nothing is compressed.
    offline: bool = _option(False, _bool, bool)
    #: Where the manifest is; empty for that of the output directory.
    offline_manifest: str = _option("", _text, str)
    #: Name of the builder that the builder ``compress`` makes the bundles for.
    builder: str = _option("html", _text, str)
    #: Empty for the default.
    cache_dir: str = _option("", _text, str)
    #: In bytes; ``conf.py`` has it in megabytes.
    cache_size: int = _option(64, _size, int)
    #: Of the shared cache, if there is one.
    cache: Address | None = _option("", _address, str, secret=True)  # noqa: RUF009
    #: What entries of the shared cache are signed with; empty if they are not.
    cache_key: bytes = _option("", _key, str, secret=True)
    #: Whether nothing is put into the shared cache.
    cache_readonly: bool = _option(False, _bool, bool)
    #: Seconds that a build may wait for the shared cache in all.
    cache_timeout: float = _option(10, _seconds, int, float)

    def joining(self, kind: str) -> Joining:
        """Return how the texts of a bundle of *kind* are joined."""
        return "text" if kind == "css" else self.join_scripts

    def filters(self, kind: str) -> tuple[FilterSpec, ...]:
        """Return the filters for *kind*, in the order in which they are applied."""
        return self.css_filters if kind == "css" else self.js_filters


#: By their names in ``conf.py``.
OPTIONS: Mapping[str, Option] = {
    f"compress_{each.name}": each.metadata["option"] for each in fields(CompressConfig)
}

SECRETS = frozenset(name for name, option in OPTIONS.items() if option.is_secret)

#: Without what these mean to protect, no shared cache is used.
_SAFEGUARDS = frozenset({"compress_cache_key", "compress_cache_readonly"})


def from_environment(values: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """Return *values* with what the variables of a process say of the shared cache.

    Its address and its key are taken from there if ``conf.py`` says nothing. A
    cache that either says is only to be read is only read.
    """
    changed = dict(values)
    for name in sorted(SECRETS):
        changed[name] = values[name] or environment.get(name.upper(), "")
    readonly = environment.get("COMPRESS_CACHE_READONLY", "").strip().lower()
    if readonly not in {"", "0", "false", "no", "off"}:
        changed["compress_cache_readonly"] = True
    return changed


def read(values: Mapping[str, Any]) -> tuple[CompressConfig, tuple[Problem, ...]]:
    """Return the options that *values* stand for, and what is wrong with them.

    :param values: what stands in ``conf.py`` for the names of :data:`OPTIONS`.
    :return: where a value makes no sense the option has its default, and a
        problem says so.
    """
    problems: list[Problem] = []
    wrong: set[str] = set()
    config = CompressConfig()
    for name, value in values.items():
        option = OPTIONS[name]
        try:
            read_value = option.read(value)
        except (TypeError, ValueError) as error:
            wrong.add(name)
            shown = name if option.is_secret else f"{name} = {value!r}"
            message = f"{shown}: {error}; it is taken as {option.default!r}"
            problems.append(Problem("config", message))
        else:
            config = replace(config, **{name.removeprefix("compress_"): read_value})
    if not wrong.isdisjoint(_SAFEGUARDS):
        # Without the one anybody's entries are good enough; without the other ours go out.
        config = replace(config, cache=None)
    return config, tuple(problems)
