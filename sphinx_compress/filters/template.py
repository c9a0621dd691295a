"""The filter ``template``: CSS and JavaScript as Jinja templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..core.errors import FilterError
from ..core.types import Kind
from .base import Filter, FilterContext, require_known
from .registry import shipped_version


class TemplateFilter(Filter):
    """Renders the text as a Jinja template, with what the option ``context`` holds."""

    name: ClassVar[str] = "template"
    version: ClassVar[str] = shipped_version("template")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css", "js"})

    def fingerprint(self, options: Mapping[str, object], directory: Path) -> str:
        """Return nothing: all that counts is in the text and the options.

        :raises FilterError: if the options make no sense.
        """
        _context(options)
        return ""

    def __call__(self, text: str, context: FilterContext) -> str:
        """Return the rendered text.

        :raises FilterError: for a syntax error, a name that the context lacks,
            or whatever else fails while the template is rendered.
        """
        values = _context(context.options)
        # Jinja would write all line ends in one way, its own.
        newline = "\r\n" if "\r\n" in text else "\n"
        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            keep_trailing_newline=True,
            newline_sequence=newline,
        )
        # With these, each build would have another result.
        del environment.filters["random"], environment.globals["lipsum"]
        try:
            return environment.from_string(text).render(values)
        except TemplateSyntaxError as error:
            raise FilterError(error.message or "syntax error", error.lineno) from error
        except TemplateError as error:
            raise FilterError(str(error), _line(error)) from error
        except Exception as error:
            # An expression of the template may raise anything.
            raise FilterError(f"{type(error).__name__}: {error}", _line(error)) from error


def _context(options: Mapping[str, object]) -> dict[str, object]:
    require_known("template", options, {"context"})
    values = options.get("context", {})
    if not isinstance(values, dict):
        raise FilterError(
            "the option context of the filter template must be a dictionary:"
            ' write ("template", {"context": {"colour": "red"}})'
        )
    return values


def _line(error: Exception) -> int | None:
    """Return the line of the template that an error comes from."""
    line = None
    traceback = error.__traceback__
    while traceback is not None:
        # Jinja makes the frames of a template look like its source.
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
