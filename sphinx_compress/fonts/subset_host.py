"""Makes a subset of one font with fontTools; subsets.py says what goes in and out.

A process of its own, since fontTools takes time and memory, and a font may be anything.  This
file is run by its path, and imports nothing of this package.
"""

from __future__ import annotations

import io
import json
import logging
import string
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont

#: Fonts with other tables are left alone: what is in them may depend on all glyphs.
_TABLES = frozenset(
    "GlyphOrder head hhea maxp OS/2 hmtx cmap fpgm prep cvt loca glyf name post gasp GDEF GPOS GSUB"
    " kern hdmx VDMX LTSH PCLT DSIG FFTM CFF CFF2 fvar avar gvar cvar HVAR MVAR STAT TTFA meta"
    " BASE vhea vmtx VORG VVAR webf".split()
)
#: Bits of fsType: it must not be embedded, not be subset, or only its bitmaps may be embedded.
_FORBIDDEN = 0x0002 | 0x0100 | 0x0200
#: The part of its characters that a font for text has for private use at most.
_MOST_PRIVATE = 0.3
_FIRST_PRIVATE = 0xE000
#: A subset is worth while if it has at most this part of the bytes of the whole font, and if so
#: many of them are saved.
_LARGEST_PART = 0.75
_LEAST_SAVED = 5000
#: Records of the name table that hold a name of the font, and not what is said of it.
_NAMES = frozenset({1, 3, 4, 6, 16, 18, 20, 21, 22, 25})
_OF_LICENCE = frozenset({0, 7, 10, 13})
#: Fewer characters that a font has not are not told apart from those that it has.
_LARGEST_GAP = 64
#: Browsers make some of these of others, or of nothing.
_MADE = ((0x0, 0xFF), (0x2000, 0x206F), (0xFE00, 0xFE0F))
#: Features that no style sheet asks for, but browsers: for the numbers of lists, and for the text
#: above another one.
_BY_BROWSERS = ("tnum", "ruby")


class _LeftAloneError(Exception):
    """A font that has no subset, and why."""


def _main() -> None:
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    answer: dict[str, Any] = {"icons": False}
    try:
        font = _opened(data)
        mapped = frozenset(font.getBestCmap() or {})
        answer["icons"] = is_icons = _is_of_icons(mapped)
        _judge(font)
        wanted = (_icons if is_icons else _text)(font, mapped, request)
        options = _options(all_features=request["features"] and not is_icons)
        made = _made(font, wanted, options, request["name"])
        if len(made) > len(data) * _LARGEST_PART or len(data) - len(made) < _LEAST_SAVED:
            raise _LeftAloneError(f"a subset would have {len(made)} of its {len(data)} bytes")
        known = _points(_MADE) | {p for p in wanted if _parts(p) <= mapped}
        # Firefox fetches a font for all that it may have.
        known = {p for p in mapped if p >= _FIRST_PRIVATE} if is_icons else known | mapped
        whole = _ranges(known, wanted)
        answer |= {"has": _joined(_ranges(wanted), _others(whole)), "whole": whole}
    except _LeftAloneError as reason:
        answer["refused"] = str(reason)
        made = b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


def _opened(data: bytes) -> TTFont:
    try:
        font = subset.load_font(io.BytesIO(data), _options())
        font.getBestCmap()
    except Exception as error:
        raise _LeftAloneError(f"it cannot be read: {error}") from error
    return font


def _text(font: TTFont, mapped: frozenset[int], request: dict[str, Any]) -> set[int]:
    """Return the characters of a subset of a font for text."""
    if not set(map(ord, string.ascii_letters + string.digits + " ")) <= mapped:
        raise _LeftAloneError("it is a font of symbols, or of some letters only")
    shaped = next((point for point in sorted(mapped) if _is_shaped(point)), None)
    if shaped is not None:
        raise _LeftAloneError(
            f"it has letters that may depend on their neighbours, such as U+{shaped:04X}"
        )
    _keep_space(font)
    wanted = _points(request["ranges"])
    # Else browsers would put such a character together of its parts.
    return wanted | {point for point in mapped - wanted if _parts(point) <= wanted}


def _icons(font: TTFont, mapped: frozenset[int], request: dict[str, Any]) -> set[int]:
    """Return the characters of a subset of a font of icons: all others that the font has, too."""
    if request["icons"] is None:
        raise _LeftAloneError("it is a font of icons, and nobody can tell which of them are used")
    if any(_joins(font, tag) for tag in ("GSUB", "GPOS", "kern")):
        raise _LeftAloneError("it is a font of icons that are made of several characters")
    # Some icons are drawn for digits, and icons may be fitted to pixels by the letters of a font.
    return {p for p in mapped if p < _FIRST_PRIVATE} | _points(_MADE) | set(request["icons"])


def _made(font: TTFont, wanted: set[int], options: subset.Options, name: str) -> bytes:
    glyphs = font.getBestCmap()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    _lead_to_all(font, glyphs)
    _change_names(font, name)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _lead_to_all(font: TTFont, glyphs: dict[int, str]) -> None:
    """Have a character lead to each glyph that had one, such as that for the ligature fi.

    FreeType fits a glyph to pixels as one of a script only if it knows a character for it.

    :param glyphs: of the characters of the whole font.
    """
    unknown = set(font.getGlyphOrder()).difference(font.getBestCmap().values())
    more = {point: glyph for point, glyph in glyphs.items() if glyph in unknown}
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in {4, 12}:
            largest = 0x10FFFF if table.format == 12 else 0xFFFF
            table.cmap.update({p: glyph for p, glyph in more.items() if p <= largest})


def _options(*, all_features: bool = False) -> subset.Options:
    options = subset.Options()
    options.flavor = "woff2"
    options.drop_tables = ["JSTF", "DSIG", "PCLT"]
    options.legacy_kern = True
    options.name_IDs = options.name_languages = ["*"]
    options.name_legacy = True
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.prune_unicode_ranges = False
    options.layout_scripts = ["*"]
    options.layout_features = ["*"] if all_features else [*options.layout_features, *_BY_BROWSERS]
    return options


def _judge(font: TTFont) -> None:
    others = sorted(tag for tag in map(str.strip, font.keys()) if tag not in _TABLES)
    if others:
        raise _LeftAloneError(f"it has the table {others[0]}, which is not understood")
    if "OS/2" not in font or font["OS/2"].fsType & _FORBIDDEN:
        raise _LeftAloneError("its licence record (fsType) forbids it")


def _is_of_icons(mapped: frozenset[int]) -> bool:
    return sum(unicodedata.category(chr(p)) == "Co" for p in mapped) > len(mapped) * _MOST_PRIVATE


def _joins(font: TTFont, tag: str) -> bool:
    """Return whether a table has something to say of characters beside each other."""
    if tag not in font:
        return False
    lookups = font[tag].table.LookupList.Lookup if tag != "kern" else ()
    # Some programs write a list of ligatures with none in it.
    has_rules = (getattr(s, "ligatures", True) for lookup in lookups for s in lookup.SubTable)
    return tag == "kern" or any(has_rules)


def _is_shaped(point: int) -> bool:
    """Return whether it is a letter without upper and lower case, as Arabic ones and Thai ones."""
    is_sign = 0x2100 <= point < 0x2150
    return point >= 0x590 and not is_sign and unicodedata.category(chr(point)) == "Lo"


def _keep_space(font: TTFont) -> None:
    """Have the space stay in each feature that it has a part in.

    Firefox shapes words one by one, without the kerning between them and the space, unless a
    feature knows the space.  The glyphs beside which it does may be in no subset.
    """
    table = font["GSUB"].table if "GSUB" in font else None
    if table is None or table.LookupList is None or table.FeatureList is None:
        return
    space = font.getBestCmap()[0x20]
    lookups = table.LookupList.Lookup
    with_space = {
        number
        for number, lookup in enumerate(lookups)
        if any(_looks_at(getattr(each, "ExtSubTable", each), space) for each in lookup.SubTable)
    }
    nothing = builder.buildLookup([builder.buildSingleSubstSubtable({space: space})])
    lookups.append(nothing)
    table.LookupList.LookupCount = len(lookups)
    for record in table.FeatureList.FeatureRecord:
        if not with_space.isdisjoint(record.Feature.LookupListIndex):
            record.Feature.LookupListIndex.append(len(lookups) - 1)
            record.Feature.LookupCount += 1


def _looks_at(subtable: Any, glyph: str) -> bool:
    """Return whether a part of a lookup has a glyph in it, other than one that it puts out."""
    known: list[Any] = [getattr(subtable, name, ()) for name in ("mapping", "alternates")]
    for name in ("Coverage", "BacktrackCoverage", "InputCoverage", "LookAheadCoverage"):
        coverage = getattr(subtable, name, None) or []
        known += (each.glyphs for each in (coverage if isinstance(coverage, list) else [coverage]))
    for first, ligatures in getattr(subtable, "ligatures", {}).items():
        known += ([first, *each.Component] for each in ligatures)
    #: What stands for the glyph in rules: its name, or the number of its class.
    marks: dict[str, object] = {"Backtrack": glyph, "Input": glyph, "LookAhead": glyph}
    for name, definition in (("Class", "ClassDef"), *((n, f"{n}ClassDef") for n in marks)):
        if hasattr(subtable, definition):
            # To HarfBuzz, a glyph that is not listed is in no class.
            marks[name] = getattr(subtable, definition).classDefs.get(glyph)
    is_in_rule = any(
        mark is not None and mark in (getattr(rule, name, None) or ())
        for rule in _rules(subtable)
        for name, mark in marks.items()
    )
    return is_in_rule or any(glyph in glyphs for glyphs in known)


def _rules(subtable: Any) -> Iterator[Any]:
    for kind in ("SubRule", "SubClass", "ChainSubRule", "ChainSubClass"):
        for rules in filter(None, getattr(subtable, f"{kind}Set", None) or ()):
            name = kind if kind.endswith("Rule") else f"{kind}Rule"
            yield from getattr(rules, name, ())


def _change_names(font: TTFont, name: str) -> None:
    """Drop records for old Macs that are there for all others, too, and a name that is reserved."""
    records = font["name"].names
    told = {(each.nameID, str(each)) for each in records if each.isUnicode()}
    left = [each for each in records if each.isUnicode() or (each.nameID, str(each)) not in told]
    font["name"].names = left
    if any("Reserved Font Name" in str(each) for each in left if each.nameID in _OF_LICENCE):
        for record in (each for each in left if each.nameID in _NAMES):
            record.string = name
        if "CFF " in font:
            font["CFF "].cff.fontNames = [name]


def _parts(point: int) -> set[int]:
    """Return the characters that browsers take a character apart into."""
    return set(map(ord, unicodedata.normalize("NFD", chr(point))))


def _points(ranges: Iterable[Sequence[int]]) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


def _ranges(points: Iterable[int], told_apart: Iterable[int] | None = None) -> list[list[int]]:
    """Return the ranges that some code points are in.

    :param told_apart: others of these are in none; without it, no other one is.
    """
    found: list[list[int]] = []
    others = [] if told_apart is None else sorted(set(told_apart) - set(points))
    for point in sorted(points):
        last = found[-1][1] if found else -2
        between = bisect_right(others, last)
        is_near = point - last <= _LARGEST_GAP
        is_free = is_near and (between == len(others) or others[between] > point)
        if point == last + 1 or (found and told_apart is not None and is_free):
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def _others(ranges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the ranges that all other code points are in."""
    firsts = [0, *(last + 1 for _, last in ranges)]
    lasts = [*(first - 1 for first, _ in ranges), 0x10FFFF]
    return [[*pair] for pair in zip(firsts, lasts, strict=True) if pair[0] <= pair[1]]


def _joined(*lists: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return the ranges that the code points of several lists of ranges are in."""
    found: list[list[int]] = []
    for first, last in sorted(map(list, chain(*lists))):
        if found and first <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found


if __name__ == "__main__":
    _main()
