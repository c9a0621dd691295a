"""Finds a filter by the name that stands in ``conf.py``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points
from pathlib import Path
from typing import get_args

from ..core.errors import FilterError
from ..core.packages import version_of
from ..core.types import Kind, Problem
from ..core.version import __version__
from ..core.wording import suggestion
from .base import Effect, Filter, FilterSpec, Stage, require_known

#: Name of the entry point group by which a package offers filters.
GROUP = "sphinx_compress.filters"

_ROOM = __name__.rpartition(".")[0]

STAGES: tuple[str, ...] = get_args(Stage)
EFFECTS: tuple[str, ...] = get_args(Effect)


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A filter of this package: what must be known of it before it is imported."""

    #: Dotted, from this room on.
    path: str
    #: The packages on whose versions its output depends.
    packages: tuple[str, ...]
    kinds: frozenset[Kind] = frozenset({"css"})
    #: Whether it verifies its own results.
    verified: bool = False
    #: Whether its :meth:`Filter.fingerprint` says anything: it runs a tool, or checks options.
    has_fingerprint: bool = False
    #: The extra that installs the packages; empty where every user has them.
    extra: str = ""


_BOTH: frozenset[Kind] = frozenset({"css", "js"})
_JS: frozenset[Kind] = frozenset({"js"})

_SHIPPED = {
    "imports": _Shipped("imports.ImportsFilter", ("tinycss2",), verified=True),
    "urls": _Shipped("urls.UrlsFilter", ("tinycss2",), verified=True),
    "csscompressor": _Shipped(
        "csscompressor.CSSCompressorFilter",
        ("csscompressor", "tinycss2"),
        verified=True,
    ),
    "csswhitespace": _Shipped("csswhitespace.CSSWhitespaceFilter", ("tinycss2",), verified=True),
    "rjsmin": _Shipped(
        "rjsmin.RJSMinFilter",
        ("rjsmin", "tree-sitter", "tree-sitter-javascript"),
        _JS,
        verified=True,
    ),
    "sass": _Shipped(
        "precompilers.sass.SassFilter",
        (),
        verified=True,
        has_fingerprint=True,
    ),
    "less": _Shipped(
        "precompilers.less.LessFilter",
        (),
        verified=True,
        has_fingerprint=True,
    ),
    "lightningcss": _Shipped(
        "lightningcss.LightningCSSFilter",
        ("lightningcss", "tinycss2"),
        verified=True,
        extra="lightningcss",
    ),
    "turbohtml": _Shipped(
        "turbohtml.TurboHTMLFilter",
        ("turbohtml", "tinycss2"),
        verified=True,
        extra="turbohtml",
    ),
    "template": _Shipped("template.TemplateFilter", ("Jinja2",), _BOTH, has_fingerprint=True),
    "datauri": _Shipped(
        "datauri.DataURIFilter",
        ("beautifulsoup4", "tinycss2"),
        has_fingerprint=True,
    ),
    "command": _Shipped("command.CommandFilter", (), _BOTH, has_fingerprint=True),
    "esbuild": _Shipped(
        "precompilers.esbuild.EsbuildFilter",
        ("tinycss2", "tree-sitter", "tree-sitter-javascript"),
        _BOTH,
        has_fingerprint=True,
    ),
    "terser": _Shipped("terser.TerserFilter", (), _JS, has_fingerprint=True),
}


#: Filters that make a text work in another place, and change nothing else.
_REBASING = frozenset({"imports", "urls"})


@cache
def shipped_version(name: str) -> str:
    """Return the version of the filter *name* of this package, for the cache key.

    :raises FilterError: if a package that it needs is not installed.
    """
    shipped = _SHIPPED[name]
    try:
        packages = [f"{package}-{version_of(package)}" for package in shipped.packages]
    except PackageNotFoundError as error:
        raise FilterError(
            f"the filter {name} needs the package {error.name}:"
            f" pip install 'sphinx_compress[{shipped.extra}]'"
        ) from error
    return "+".join([__version__, *packages])


class Step:
    """A filter with the options it is used with; imported when it is first used.

    :param directory: of ``conf.py``.
    :raises FilterError: if there is no such filter for this *kind*, or it
        cannot be used here.
    """

    def __init__(self, spec: FilterSpec, kind: Kind, directory: Path) -> None:
        self.spec = spec
        self._kind = kind
        shipped = _SHIPPED.get(spec.name)
        if shipped is None:
            key = self.filter.name, self.filter.version
        elif kind in shipped.kinds:
            key = spec.name, shipped_version(spec.name)
        else:
            raise WrongKind(spec.name, kind, shipped.kinds)
        more = ""
        if shipped is None or shipped.has_fingerprint:
            more = self.filter.fingerprint(self.options(), directory)
        else:
            require_known(spec.name, self.options(), ())
        #: What the step's output depends on beside the text: part of the cache key.
        self.fingerprint: tuple[str, str, str, str] = (*key, spec.options, more)

    def options(self) -> dict[str, object]:
        """Return the options, each time anew: a filter of others may change what it is given."""
        options: dict[str, object] = json.loads(self.spec.options)
        return options

    @property
    def verified(self) -> bool:
        """Whether the filter verifies its own results."""
        shipped = _SHIPPED.get(self.spec.name)
        return shipped is not None and shipped.verified

    @property
    def is_traced(self) -> bool:
        """Whether it is known of all of its result where that comes from."""
        if self.verified or self.filter.makes_map:
            return True
        return self.filter.effect_for(self._kind, self.options()) == "minifies"

    @property
    def keeps_rules(self) -> bool:
        """Whether each rule still means the same behind it, except for those that import others."""
        if self.spec.name in _REBASING:
            return True
        return self.filter.effect_for(self._kind, self.options()) == "minifies"

    @cached_property
    def filter(self) -> Filter:
        """The filter itself."""
        return load_filter(self.spec.name, self._kind)


class WrongKind(FilterError):
    """The filter is for CSS and is named for JavaScript, or the other way round."""

    def __init__(self, name: str, kind: Kind, kinds: frozenset[Kind]) -> None:
        super().__init__(f"the filter {name} is not for {kind}, but for {_listed(kinds)}")
        #: The settings in which it would be right.
        self.settings: list[str] = [f"compress_{each}_filters" for each in sorted(kinds)]


def load_steps(
    specs: Iterable[FilterSpec], kind: Kind, directory: Path
) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """Return the steps that *specs* name, and a problem for each that cannot be had."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            steps.append(Step(spec, kind, directory))
        except FilterError as error:
            message = f"compress_{kind}_filters: {error.message}; it is left out"
            if isinstance(error, WrongKind):
                message += f"; name it in {' or '.join(error.settings)}"
            problems.append(Problem("config", message))
    return tuple(steps), tuple(problems)


def load_precompiler(
    spec: FilterSpec, directory: Path
) -> tuple[dict[Kind, Step], tuple[Problem, ...]]:
    """Return the step for each kind that *spec* compiles to, and what is wrong with it."""
    steps: dict[Kind, Step] = {}
    errors: dict[str, bool] = {}
    for kind in get_args(Kind):
        try:
            steps[kind] = Step(spec, kind, directory)
        except FilterError as error:
            errors.setdefault(error.message, isinstance(error, WrongKind))
    messages = [message for message, wrong in errors.items() if not (wrong and len(errors) > 1)]
    problems = [
        Problem("config", f"compress_precompilers: {message}; it is left out")
        for message in messages
    ]
    return steps, () if steps else tuple(problems)


def load_filter(name: str, kind: Kind) -> Filter:
    """Return the filter of this *name*.

    :param name: of a filter that comes with this package, of an entry point in
        the group ``sphinx_compress.filters``, or the dotted path of a
        :class:`~sphinx_compress.filters.Filter` or a subclass of it.
    :raises FilterError: if there is none, or it is not for this *kind*; the
        message names those that there are.
    """
    try:
        found = _find(name)
        if isinstance(found, type) and issubclass(found, Filter):
            found = found()
    except FilterError:
        raise
    except Exception as error:
        # Whatever the code of a third party raises while it is imported.
        reason = f"{type(error).__name__}: {error}"
        raise FilterError(f"the filter {name} cannot be used: {reason}") from error
    if not isinstance(found, Filter):
        raise FilterError(f"{name} is no filter: it is a {type(found).__name__}")
    for attribute, type_ in (("name", str), ("version", str), ("kinds", frozenset)):
        if not isinstance(getattr(found, attribute, None), type_):
            raise FilterError(f"the filter {name} has no {attribute} that is a {type_.__name__}")
    for what, value, values in (
        ("stage", found.stage, STAGES),
        ("effect", found.effect, EFFECTS),
    ):
        if value not in values:
            raise FilterError(
                f"the filter {name} has the {what} {value!r}; it must be {' or '.join(values)}"
            )
    if kind not in found.kinds:
        raise WrongKind(name, kind, found.kinds)
    return found


def _find(name: str) -> object:
    if name in _SHIPPED:
        return _attribute(f"{_ROOM}.{_SHIPPED[name].path}")
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name in offered:
        return offered[name].load()
    if "." in name:
        return _attribute(name)
    names = {*_SHIPPED, *offered}
    near = suggestion(name, names)
    raise FilterError(
        f"there is no filter {name}{near or f'; there are {_listed(names)}, and dotted paths'}"
    )


def _attribute(path: str) -> object:
    module, _, attribute = path.rpartition(".")
    return getattr(import_module(module), attribute)


def _listed(names: set[str] | frozenset[Kind]) -> str:
    return ", ".join(sorted(names))
