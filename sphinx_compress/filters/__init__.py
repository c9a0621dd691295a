"""Filters, which change a text: the interface for those who write one, and those that we ship."""

from __future__ import annotations

from ..core.errors import FilterError, SourceError, SourceNotFound, SourceOutsideRoots
from ..core.types import ROOT_MARKER, Kind, Problem
from .base import Effect, Filter, FilterContext, Stage, require_known

__all__ = [
    "ROOT_MARKER",
    "Effect",
    "Filter",
    "FilterContext",
    "FilterError",
    "Kind",
    "Problem",
    "SourceError",
    "SourceNotFound",
    "SourceOutsideRoots",
    "Stage",
    "require_known",
]
