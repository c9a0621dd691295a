"""Which characters a site uses, as blocks of Unicode: an edit of a page seldom brings a new one.

What is missed here costs a reader some bytes and no glyph: the whole font has it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

#: Ranges of code points, both ends in it, in order and apart.
Ranges = tuple[tuple[int, int], ...]

#: Where the block of marks begins that stand on letters.
_MARKS: Final = 0x0300

#: How the names of blocks begin among the names of a page.
_PREFIX: Final = "@block "
#: Stands among them if something may ask for glyphs that no character has: by the features of
#: fonts that are off by default, or by the slash of a fraction.
FEATURES: Final = "@font features"
_SLASH: Final = "\u2044"
#: How the names of characters for private use begin: in fonts of icons, each is a picture.
_ICON: Final = "@icon "
#: Stands among them if nobody can tell which of these a site uses.
ANY_ICON: Final = _ICON + "any"

#: What each subset has: letters of ASCII and of Western Europe, punctuation, and what browsers
#: make of other characters: line ends, spaces, hyphens, signs that are not seen.  Not the marks
#: that stand on letters: with them, a subset needs all letters that they are a part of.
ALWAYS: Final[Ranges] = (
    (0x0000, 0x00FF),
    (0x2000, 0x206F),
    (0x3000, 0x3000),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)

#: Others that a subset may have.  No letter in them depends on its neighbours.
_BLOCKS: Final[Ranges] = (
    (0x0100, 0x017F),
    (0x0180, 0x024F),
    (0x0250, 0x02AF),
    (0x02B0, 0x02FF),
    (0x0300, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x04FF),
    (0x0500, 0x052F),
    (0x0530, 0x058F),
    (0x10A0, 0x10FF),
    (0x1D00, 0x1D7F),
    (0x1E00, 0x1EFF),
    (0x1F00, 0x1FFF),
    (0x2070, 0x209F),
    (0x20A0, 0x20CF),
    (0x2100, 0x214F),
    (0x2150, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),
    (0x2400, 0x243F),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x2580, 0x259F),
    (0x25A0, 0x25FF),
    (0x2600, 0x26FF),
    (0x2700, 0x27BF),
    (0x27C0, 0x27EF),
    (0x27F0, 0x27FF),
    (0x2900, 0x297F),
    (0x2A00, 0x2AFF),
    (0x2B00, 0x2BFF),
    (0x2C60, 0x2C7F),
    (0xA720, 0xA7FF),
    (0xFB00, 0xFB06),
)


#: The letters of other writing systems.  A site has words in one of them if its pages have;
#: a script may have the same few words in many languages, and shows them in that of the site.
_OF_PAGES: Final = frozenset({0x0370, 0x0400, 0x0500, 0x0530, 0x10A0, 0x1F00})


class Needs(NamedTuple):
    """What a subset is to have."""

    #: Its characters.
    ranges: Ranges
    #: Whether it has the features that text has only if a style sheet says so.
    features: bool = False
    #: The characters for private use in that of a font of icons; ``None`` if nobody can tell.
    icons: tuple[int, ...] | None = ()

    def of_kind(self, *, is_icons: bool) -> Needs:
        """Return those that count for a font of icons, or for one for text."""
        return Needs(ALWAYS, icons=self.icons) if is_icons else Needs(self.ranges, self.features)


_STARTS: Final = [first for first, _ in _BLOCKS]

_ASCII: Final = bytes(range(0x80))
#: All but those that nearly every page has, and that are of no interest.
_REFERENCE: Final = re.compile(r"&(?!(?:lt|gt|amp|quot);)#?\w+;")
#: As in scripts and style sheets.
_ESCAPE: Final = re.compile(rb"\\(?:u\{?)?([0-9a-fA-F]{2,6})")
_FONT: Final = "font"
#: What stands behind that word where text gets a feature that is off by default.
_FEATURES: Final = ("-feature", "-variant", "Feature", "Variant")
_FEATURE: Final = re.compile(rb"font-?(?:feature|variant)|small-caps", re.IGNORECASE)


def names_of_page(page: str) -> frozenset[str]:
    """Return what stands, among the names of a page, for the characters of its HTML."""
    names = set(_names(_characters(page)))
    if _asks_for_features(page):
        names.add(FEATURES)
    return frozenset(names)


def names_of_code(code: bytes) -> frozenset[str]:
    """Return the names for what a script or a style sheet may bring into a page."""
    found = code.translate(None, _ASCII).decode("utf-8", "ignore")
    escaped = (int(digits, 16) for digits in set(_ESCAPE.findall(code)))
    found += "".join(chr(number) for number in escaped if _is_character(number))
    names = set(_names(set(found))).difference(map(_block_name, _OF_PAGES))
    if _FEATURE.search(code):
        names.add(FEATURES)
    if b".normalize(" in code:
        # It may take letters and their marks apart.
        names.add(_block_name(_MARKS))
    return frozenset(names)


def is_of_fonts(name: str) -> bool:
    """Return whether a name stands for characters or features."""
    return name.startswith((_PREFIX, _ICON)) or name == FEATURES


def is_icon(name: str) -> bool:
    """Return whether a name stands for a character for private use."""
    return name.startswith(_ICON)


def icon_names(characters: Iterable[str]) -> Iterator[str]:
    """Yield the names of those characters that are for private use."""
    for each in characters:
        if "\ue000" <= each <= "\ufaff" or each >= "\U000f0000":
            yield f"{_ICON}{ord(each):04x}"


def needs_of(names: Collection[str]) -> Needs:
    """Return what a subset is to have, by the names of all pages and of code."""
    starts = {int(name[len(_PREFIX) :], 16) for name in names if name.startswith(_PREFIX)}
    if FEATURES in names:
        # FreeType fits such glyphs to pixels as those of the first script that they may be for.
        starts |= _OF_PAGES
    ranges = sorted({*ALWAYS, *(block for block in _BLOCKS if block[0] in starts)})
    icons = sorted(int(name[len(_ICON) :], 16) for name in names if _is_one_icon(name))
    return Needs(tuple(ranges), FEATURES in names, None if ANY_ICON in names else tuple(icons))


def _asks_for_features(page: str) -> bool:
    first = at = page.find(_FONT)
    while at >= 0:
        at += len(_FONT)
        if page.startswith(_FEATURES, at):
            return True
        at = page.find(_FONT, at)
    # These are a part of the value of a property with that word.
    return first >= 0 and "small-caps" in page


def _characters(page: str) -> set[str]:
    """Return the characters of a page that are not in ASCII, if one is not in Latin-1."""
    found = set[str]()
    try:
        # It takes no time; with all characters of Latin-1, each subset has them.
        page.encode("latin-1")
    except UnicodeEncodeError:
        found.update(page.encode("utf-8", "ignore").translate(None, _ASCII).decode())
    if "&" in page:
        for reference in set(_REFERENCE.findall(page)):
            found.update(html.unescape(reference))
    return found


def _names(characters: Collection[str]) -> Iterator[str]:
    yield from map(_block_name, _blocks(characters))
    yield from icon_names(characters)
    if _SLASH in characters:
        yield FEATURES


def _is_one_icon(name: str) -> bool:
    return is_icon(name) and name != ANY_ICON


def _blocks(characters: Iterable[str]) -> Iterator[int]:
    """Yield where the blocks of some characters, in upper and lower case, begin."""
    # Others have their two cases in one block, or in what is in each subset.
    for character in [each for each in characters if each >= "\u0100"]:
        for each in {character, *character.upper(), *character.lower()}:
            number = bisect_right(_STARTS, ord(each)) - 1
            if number >= 0 and ord(each) <= _BLOCKS[number][1]:
                yield _STARTS[number]


def _block_name(start: int) -> str:
    return f"{_PREFIX}{start:04x}"


def _is_character(number: int) -> bool:
    return 0x100 <= number < 0x110000 and not 0xD800 <= number < 0xE000
