"""Finds a filter by the name that stands in ``conf.py``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import get_args

from ..config import FilterSpec
from ..exceptions import FilterError
from . import Filter, Kind, Problem, Stage

#: Name of the entry point group by which a package offers filters.
GROUP = "sphinx_compress.filters"

STAGES: tuple[str, ...] = get_args(Stage)
_STAGES = " or ".join(STAGES)

_SHIPPED = {
    "urls": "sphinx_compress.filters.urls.UrlsFilter",
    "csscompressor": "sphinx_compress.filters.cssmin.CSSCompressorFilter",
    "csswhitespace": "sphinx_compress.filters.csswhitespace.CSSWhitespaceFilter",
    "rjsmin": "sphinx_compress.filters.jsmin.RJSMinFilter",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A filter with the options it is used with."""

    filter: Filter
    spec: FilterSpec

    @property
    def fingerprint(self) -> tuple[str, str, str]:
        """What the step's output depends on beside the text: part of the cache key."""
        return self.filter.name, self.filter.version, self.spec.options


def load_steps(
    specs: Iterable[FilterSpec], kind: Kind
) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """Return the steps that *specs* name, and a problem for each that cannot be had."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for spec in specs:
        try:
            steps.append(Step(load_filter(spec.name, kind), spec))
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
    if found.stage not in STAGES:
        raise FilterError(f"the filter {name} has the stage {found.stage!r}; it must be {_STAGES}")
    if kind not in found.kinds:
        raise FilterError(f"the filter {name} is not for {kind}, but for {_listed(found.kinds)}")
    return found


def _find(name: str) -> object:
    if name in _SHIPPED:
        return _attribute(_SHIPPED[name])
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name in offered:
        return offered[name].load()
    if "." in name:
        return _attribute(name)
    known = _listed({*_SHIPPED, *offered})
    raise FilterError(f"there is no filter {name}; there are {known}, and dotted paths")


def _attribute(path: str) -> object:
    module, _, attribute = path.rpartition(".")
    return getattr(import_module(module), attribute)


def _listed(names: set[str] | frozenset[Kind]) -> str:
    return ", ".join(sorted(names))
