"""Values of declarations that are written differently and always mean the same.

Every rewrite here is safe wherever the declaration stands, whatever else the
page's style sheets say.  ``border: none`` and ``border: 0`` are not such a
pair: with ``border-style: solid`` from elsewhere, one has a width, the other
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

Key = tuple[object, ...]

_HEX: Final = frozenset("0123456789abcdef")
#: The names that csscompressor writes for colours.
_COLOR_NAMES: Final = {
    "red": "f00",
    "navy": "000080",
    "gray": "808080",
    "olive": "808000",
    "purple": "800080",
    "silver": "c0c0c0",
    "teal": "008080",
    "orange": "ffa500",
    "maroon": "800000",
}
_LENGTHS: Final = frozenset(
    """px em rem ex ch cap ic lh rlh in cm mm q pt pc vw vh vi vb vmin vmax
    svw svh lvw lvh dvw dvh""".split()
)
_ANGLES: Final = frozenset("deg rad grad turn".split())
_ANGLE_FUNCTIONS: Final = frozenset(
    "rotate rotatex rotatey rotatez skew skewx skewy hue-rotate".split()
)
#: Functions that are gradients.
GRADIENTS: Final = frozenset(
    f"{vendor}{repeating}{shape}-gradient"
    for vendor in ("", "-webkit-", "-moz-", "-o-")
    for repeating in ("", "repeating-")
    for shape in ("linear", "radial")
)
_LENGTH_FUNCTIONS: Final = GRADIENTS | frozenset(
    "translate translatex translatey translatez translate3d drop-shadow blur inset".split()
)
#: Properties of which up to four equal values, or up to two, may be one.
FOLD_FOUR: Final = frozenset(
    "margin padding border-width border-radius inset scroll-margin scroll-padding".split()
)
FOLD_TWO: Final = frozenset(
    """gap grid-gap border-spacing margin-inline margin-block padding-inline padding-block
    inset-inline inset-block""".split()
)
_PERCENT: Final = frozenset(
    """background background-position background-position-x background-position-y background-size
    transform-origin""".split()
)
_PLAIN_LENGTH: Final = (
    _PERCENT
    | FOLD_FOUR
    | FOLD_TWO
    | frozenset(
        """top right bottom left width height min-width min-height max-width max-height inline-size
    block-size min-inline-size min-block-size max-inline-size max-block-size row-gap column-gap
    outline outline-width outline-offset letter-spacing word-spacing text-indent box-shadow
    text-shadow perspective-origin object-position vertical-align text-underline-offset font-size
    flex-basis border border-top border-right border-bottom border-left column-rule
    column-rule-width""".split()
    )
)
_SIDES: Final = frozenset(
    f"{prefix}{side}"
    for prefix in ("margin-", "padding-", "inset-", "scroll-margin-", "scroll-padding-")
    for side in (
        "top", "right", "bottom", "left", "inline-start", "inline-end", "block-start", "block-end"
    )
)  # fmt: skip
_BORDER_SIDES: Final = frozenset(
    f"border-{side}-width"
    for side in (
        "top", "right", "bottom", "left", "inline-start", "inline-end", "block-start", "block-end"
    )
)  # fmt: skip
_CORNERS: Final = frozenset(
    f"border-{corner}-radius" for corner in ("top-left", "top-right", "bottom-left", "bottom-right")
)
#: Properties in which a zero without a unit can only be a length.
LENGTH: Final = _PLAIN_LENGTH | _SIDES | _BORDER_SIDES | _CORNERS
_COLORED: Final = frozenset(
    """background border border-top border-right border-bottom border-left outline fill stroke
    box-shadow text-shadow column-rule""".split()
)
#: Properties whose values old browsers read by rules of their own.
OPAQUE: Final = frozenset("filter -ms-filter behavior zoom".split())


# The same declarations come up again and again, in a sheet and in the result of a filter.
@lru_cache(maxsize=4096)
def canonical_value(name: str, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the one form of a value that stands for all that mean the same.

    :param name: the name of the property, in lower case.
    :param keys: of the tokens of the value, see :mod:`sphinx_compress.css.meaning`.
    """
    if name in OPAQUE or name.startswith("--"):
        return keys
    out: list[Key] = []
    functions: list[str] = []
    for key in _with_hex_colors(keys):
        kind = key[0]
        if kind == "function":
            functions.append(str(key[1]).lower())
        elif kind in ("() block", "[] block", "{} block"):
            functions.append("")
        elif kind in (")", "]", "}") and functions:
            functions.pop()
        out.append(_canonical_token(name, functions, key))
    return tuple(_folded(name, out))


def _canonical_token(name: str, functions: list[str], key: Key) -> Key:
    kind = key[0]
    if kind == "hash":
        return ("hash", _short_hex(str(key[1]).lower())) if _is_hex(str(key[1])) else key
    if kind == "ident":
        color = _COLOR_NAMES.get(str(key[1]).lower()) if not functions else None
        if color and (name in _COLORED or name.endswith("color")):
            return ("hash", _short_hex(color))
        return key
    if kind == "number":
        return _number(key)
    if kind not in ("percentage", "dimension"):
        return key
    number = _number(key)
    if number[1] == 0.0 and not str(key[1]).startswith("-"):
        unit = str(key[2]).lower() if kind == "dimension" else "%"
        if drops_unit(name, functions, unit):
            return ("number", 0.0, True, False)
    return number


def _number(key: Key) -> Key:
    """Return the key of a number by its value, and by whether it is an integer."""
    written = str(key[1])
    unit = tuple(str(part).lower() for part in key[2:])
    sign = -1.0 if written.startswith("-") else 1.0
    value = abs(float(written)) * sign
    if key[0] == "number":
        return ("number", value, written.lstrip("+-").isdigit(), value == 0.0 and sign < 0)
    return (key[0], value, *unit)


def drops_unit(name: str, functions: list[str], unit: str) -> bool:
    """Return whether a zero means the same without its unit.

    :param name: the name of the property, in lower case.
    :param functions: the names of the functions around it, the innermost last; empty
        for other brackets.
    :param unit: in lower case, or ``%``.
    """
    function = functions[-1] if functions else ""
    if len(functions) > 1 or (functions and not function):
        return False
    if unit in _LENGTHS:
        return function in _LENGTH_FUNCTIONS if function else name in LENGTH
    if unit in _ANGLES:
        return function in _ANGLE_FUNCTIONS
    if unit == "%":
        if function:
            return function in GRADIENTS
        return name in _PERCENT or (name.startswith(("margin", "padding")) and name in LENGTH)
    return False


def _folded(name: str, keys: list[Key]) -> list[Key]:
    """Return one zero for several, where that means the same."""
    most = 4 if name in FOLD_FOUR else 2 if name in FOLD_TWO else 0
    values = keys[::2]
    if (
        2 <= len(values) <= most
        and len(keys) % 2
        and all(key == ("blank",) for key in keys[1::2])
        and all(key[:2] == ("number", 0.0) for key in values)
        and len(set(values)) == 1
    ):
        return values[:1]
    return keys


def _with_hex_colors(keys: Sequence[Key]) -> Sequence[Key]:
    """Replace ``rgb(1, 2, 3)`` by its hexadecimal form."""
    if not any(key[0] == "function" for key in keys):
        return keys
    out: list[Key] = []
    index = 0
    while index < len(keys):
        six = keys[index + 1 : index + 7]
        if (
            keys[index][0] == "function"
            and str(keys[index][1]).lower() == "rgb"
            and len(six) == 6
            and [key[0] for key in six] == ["number", "literal"] * 2 + ["number", ")"]
            and six[1][1] == six[3][1] == ","
            and all(str(key[1]).isdecimal() for key in six[::2])
        ):
            channels = (int(min(255.0, float(str(key[1])))) for key in six[::2])
            out.append(("hash", "".join(f"{channel:02x}" for channel in channels)))
            index += 7
        else:
            out.append(keys[index])
            index += 1
    return out


def _is_hex(digits: str) -> bool:
    return len(digits) in (3, 4, 6, 8) and _HEX.issuperset(digits.lower())


def _short_hex(digits: str) -> str:
    if len(digits) in (6, 8) and digits[::2] == digits[1::2]:
        return digits[::2]
    return digits
