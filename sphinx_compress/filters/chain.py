"""Filters applied one after the other, none of which can spoil the text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from ..exceptions import CompressError, FilterError
from . import FilterContext, Kind, Problem, Stage
from .registry import Step


def run(steps: Iterable[Step], stage: Stage, text: str, context: FilterContext) -> str:
    """Return *text* after all *steps* of this *stage*.

    A step that fails, or that makes nothing of a text that is not empty, is
    left out, and its problem reported.

    :raises FilterError: if an essential step fails.
    """
    for step in steps:
        if step.filter.stage != stage:
            continue
        try:
            text = apply(step, text, context)
        except FilterError as error:
            if step.filter.essential:
                raise
            context.report(Problem("filter", error.message, context.source, error.line))
    return text


def apply(step: Step, text: str, context: FilterContext) -> str:
    """Return what *step* makes of *text*.

    :raises FilterError: if it fails, in whatever way, or loses all there was.
    """
    name = step.filter.name
    try:
        changed = step.filter(text, replace(context, options=json.loads(step.spec.options)))
    except FilterError as error:
        raise FilterError(f"{name}: {error.message}", error.line) from error
    except CompressError as error:
        raise FilterError(f"{name}: {error}") from error
    except Exception as error:
        # Whatever a third party's code raises: the page does without it.
        raise FilterError(f"{name} failed with {type(error).__name__}: {error}") from error
    if not isinstance(changed, str):
        raise FilterError(f"{name} returned a {type(changed).__name__} and not a string")
    try:
        changed.encode()
    except UnicodeEncodeError as error:
        raise FilterError(f"{name} returned half a character, which no file can hold") from error
    if text.strip() and not changed.strip() and not _means_nothing(text, context.kind):
        raise FilterError(f"{name} made nothing of a text that is not empty")
    return changed


def _means_nothing(text: str, kind: Kind) -> bool:
    from ..verify import css_difference, js_difference

    return (css_difference if kind == "css" else js_difference)(text, "") is None
