"""Filters applied one after the other, none of which can spoil the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ..core.errors import CompressError, FilterError
from ..core.types import Kind, Problem
from .base import FilterContext, Stage, is_too_large, kept
from .registry import Step

if TYPE_CHECKING:
    from .trace import Trace


def apply_steps(
    steps: Iterable[Step],
    stage: Stage,
    text: str,
    context: FilterContext,
    trace: Trace | None = None,
) -> str:
    """Return *text* after all *steps* of this *stage*.

    A step that fails, that makes nothing of a text that is not empty, or whose
    result is refused, is left out, and its problem reported.

    :param trace: follows the text.
    :raises FilterError: if an essential step fails.
    """
    if trace is not None:
        context = replace(context, source_map=trace.offer)
    for step in steps:
        if step.filter.stage != stage or _is_beyond(step, text, context):
            continue
        if trace is not None:
            trace.withdraw()
        try:
            changed = apply_step(step, text, context)
            problem = None if step.verified else _refused(step, text, changed, context)
        except FilterError as error:
            if step.filter.essential:
                raise
            context.report(Problem("filter", error.message, context.source, error.line))
            continue
        if problem is None:
            if trace is not None:
                trace.follow(text, changed)
            text = changed
        elif step.filter.essential:
            raise FilterError(problem.message, problem.line)
        else:
            context.report(problem)
    return text


def _is_beyond(step: Step, text: str, context: FilterContext) -> bool:
    """Return whether a text is too large for a step that minifies it, and to verify the result."""
    # Those that verify themselves ask only if there is something to gain.
    if step.verified or step.filter.essential:
        return False
    minifies = step.filter.effect_for(context.kind, step.options()) != "changes"
    return minifies and is_too_large(text, context, step.filter.name)


def compile_text(step: Step, text: str, context: FilterContext) -> str:
    """Return the CSS or JavaScript that a precompiler makes of *text*.

    :raises FilterError: if it fails, or makes something that is neither.
    """
    from .verify import syntax_error

    compiled = apply_step(step, text, context)
    error = syntax_error(compiled, context.kind)
    if error is not None:
        raise FilterError(
            f"{step.filter.name} made {_LANGUAGES[context.kind]} with an error"
            f" ({error.reason}): {error.construct}"
        )
    return compiled


def apply_step(step: Step, text: str, context: FilterContext) -> str:
    """Return what *step* makes of *text*.

    :raises FilterError: if it fails, in whatever way, or loses all there was.
    """
    name = step.filter.name
    try:
        changed = step.filter(text, replace(context, options=step.options()))
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
    if text.strip() and not changed.strip() and not _may_be_empty(step, text, context):
        raise FilterError(f"{name} made nothing of a text that is not empty")
    return changed


def _may_be_empty(step: Step, text: str, context: FilterContext) -> bool:
    from .verify import difference

    # Sass that only sets variables compiles to nothing; a command may have gone wrong.
    if step.verified or context.type:
        return step.verified
    minifies = step.filter.effect_for(context.kind, step.options()) == "minifies"
    return difference(text, "", context.kind, lenient=minifies) is None


def _refused(step: Step, before: str, after: str, context: FilterContext) -> Problem | None:
    """Return why the result of a step must not be used; ``None`` if it may be."""
    from .verify import difference, syntax_error

    if before == after:
        return None
    name, kind = step.filter.name, context.kind
    effect = step.filter.effect_for(kind, step.options())
    broken = found = syntax_error(before, kind)
    if effect == "minifies" and found is None:
        found = difference(before, after, kind, lenient=True)
    if found is not None and effect != "changes":
        return kept(context, found.reason, found.construct, line=found.line, by=name)
    if effect == "minifies" or broken is not None:
        return None
    error = syntax_error(after, kind)
    if error is None:
        return None
    message = (
        f"{name} made {_LANGUAGES[kind]} with an error, so that the text stays as it was"
        f" ({error.reason}): {error.construct}"
    )
    return Problem("minify" if effect == "renames" else "filter", message, context.source)


_LANGUAGES: dict[Kind, str] = {"css": "CSS", "js": "JavaScript"}
