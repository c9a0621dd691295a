"""Finds a filter by the name that stands in ``conf.py``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.metadata import entry_points, version

from .. import __version__
from ..config import FilterSpec
from ..exceptions import FilterError
from . import Filter, Kind, Problem

#: Name of the entry point group by which a package offers filters.
GROUP = "sphinx_compress.filters"


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A filter of this package, told apart and versioned without importing it."""

    path: str
    #: What its output depends on beside this package.
    packages: tuple[str, ...]
    kinds: frozenset[Kind] = frozenset({"css"})


_SHIPPED = {
    "urls": _Shipped("sphinx_compress.filters.urls.UrlsFilter", ("tinycss2",)),
    "csscompressor": _Shipped(
        "sphinx_compress.filters.cssmin.CSSCompressorFilter", ("csscompressor", "tinycss2")
    ),
    "csswhitespace": _Shipped(
        "sphinx_compress.filters.csswhitespace.CSSWhitespaceFilter", ("tinycss2",)
    ),
    "rjsmin": _Shipped(
        "sphinx_compress.filters.jsmin.RJSMinFilter",
        ("rjsmin", "tree-sitter", "tree-sitter-javascript"),
        frozenset({"js"}),
    ),
}


@cache
def shipped_version(name: str) -> str:
    """Return the version of the filter *name* of this package, for the cache key."""
    packages = (f"{package}-{version(package)}" for package in _SHIPPED[name].packages)
    return "+".join([__version__, *packages])


class Step:
    """A filter with the options it is used with; imported when it is first used.

    :raises FilterError: if there is no such filter for this *kind*.
    """

    def __init__(self, spec: FilterSpec, kind: Kind) -> None:
        self.spec = spec
        self._kind = kind
        shipped = _SHIPPED.get(spec.name)
        if shipped is None:
            key = self.filter.name, self.filter.version
        elif kind in shipped.kinds:
            key = spec.name, shipped_version(spec.name)
        else:
            raise _wrong_kind(spec.name, kind, shipped.kinds)
        #: What the step's output depends on beside the text: part of the cache key.
        self.fingerprint = (*key, spec.options)

    @cached_property
    def filter(self) -> Filter:
        """The filter itself."""
        return load_filter(self.spec.name, self._kind)


def load_steps(
    specs: Iterable[FilterSpec], kind: Kind
) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """Return the steps that *specs* name, and a problem for each that cannot be had."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            steps.append(Step(spec, kind))
        except FilterError as error:
            problems.append(Problem("config", f"{error.message}; it is left out"))
    return tuple(steps), tuple(problems)


def load_filter(name: str, kind: Kind) -> Filter:
    """Return the filter of this *name*.

    :param name: of a filter that comes with this package, of an entry point in
        the group ``sphinx_compress.filters``, or the dotted path of a
        :class:`~sphinx_compress.filters.Filter` or a subclass of it.
    :raises FilterError: if there is none, or it is not for this *kind*; the
        message names those that there are.
    """
    found = _find(name)
    if isinstance(found, type) and issubclass(found, Filter):
        found = found()
    if not isinstance(found, Filter):
        raise FilterError(f"{name} is no filter: it is a {type(found).__name__}")
    if kind not in found.kinds:
        raise _wrong_kind(name, kind, found.kinds)
    return found


def _wrong_kind(name: str, kind: Kind, kinds: frozenset[Kind]) -> FilterError:
    return FilterError(f"the filter {name} is not for {kind}, but for {_listed(kinds)}")


def _find(name: str) -> object:
    if name in _SHIPPED:
        return _attribute(_SHIPPED[name].path)
    offered = {point.name: point for point in entry_points(group=GROUP)}
    try:
        if name in offered:
            return offered[name].load()
        if "." in name:
            return _attribute(name)
    except (ImportError, AttributeError) as error:
        raise FilterError(f"the filter {name} cannot be imported: {error}") from error
    known = _listed({*_SHIPPED, *offered})
    raise FilterError(f"there is no filter {name}; there are {known}, and dotted paths")


def _attribute(path: str) -> object:
    module, _, attribute = path.rpartition(".")
    return getattr(import_module(module), attribute)


def _listed(names: set[str] | frozenset[Kind]) -> str:
    return ", ".join(sorted(names))
