"""The types of scripts that browsers run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Those of scripts that are no modules.
#: https://mimesniff.spec.whatwg.org/#javascript-mime-type-essence-match
JS_TYPES: Final = frozenset(
    {"", "application/ecmascript", "application/javascript", "application/x-ecmascript"}
    | {"application/x-javascript", "text/ecmascript", "text/javascript", "text/jscript"}
    | {"text/livescript", "text/x-ecmascript", "text/x-javascript"}
    | {f"text/javascript1.{minor}" for minor in range(6)}
)

MODULE: Final = "module"


def type_of(attributes: Mapping[str, str]) -> str:
    """Return the type of a script with these *attributes*."""
    return attributes.get("type", "").strip().lower()


def is_run(attributes: Mapping[str, str]) -> bool:
    """Return whether browsers run a script with these *attributes*."""
    type_ = type_of(attributes)
    return type_ in JS_TYPES or type_ == MODULE
