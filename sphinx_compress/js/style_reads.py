"""Whether a script reads rules, or what the rules of a page make of its elements.

Such a script must not run while a part of the rules is missing.  Each name counts wherever it is
mentioned: what it is read of is not followed.  A property whose name is not written in the
script at all, as in `element[name]`, does not count, or each script would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .url_words import UNKNOWN

if TYPE_CHECKING:
    from tree_sitter import Node

    from .joined_words import JoinedWords

#: Instead of names, where a script cannot be read.
ANY = "?"

#: Of https://drafts.csswg.org/cssom/
_RULES = frozenset(
    """CSSStyleSheet StyleSheetList adoptedStyleSheets addRule appendRule cssRules deleteRule
    findRule getCSSCanvasContext getMatchedCSSRules insertRule ownerRule parentRule
    parentStyleSheet removeRule styleSheets CSSRule CSSRuleList CSSStyleRule CSSImportRule
    CSSMediaRule CSSFontFaceRule CSSKeyframesRule FontFaceSet""".split()
)
#: What only counts as a property that is read, since it is a common word.
_RULES_IF_READ = frozenset({"fonts", "rules", "sheet"})
_LAYOUT = frozenset(
    """IntersectionObserver ResizeObserver animationcancel animationend animationiteration
    animationstart caretPositionFromPoint caretRangeFromPoint checkVisibility clientHeight
    clientLeft clientTop clientWidth computedStyleMap currentStyle elementFromPoint
    elementsFromPoint getAnimations getBBox getBoundingClientRect getBoxQuads getCTM
    getClientRects getComputedStyle getComputedTextLength getEndPositionOfChar getExtentOfChar
    getNumberOfChars getRotationOfChar getScreenCTM getStartPositionOfChar getSubStringLength
    measureText offsetHeight offsetLeft offsetParent offsetTop offsetWidth offsetX offsetY
    outerText pageXOffset pageYOffset runtimeStyle scrollBy scrollHeight scrollIntoView
    scrollIntoViewIfNeeded scrollLeft scrollLeftMax scrollTo scrollTop scrollTopMax scrollWidth
    scrollX scrollY startViewTransition transitioncancel transitionend transitionrun
    transitionstart webkitAnimationEnd webkitTransitionEnd""".split()
)
_LAYOUT_IF_READ = frozenset({"focus", "innerText", "scroll"})
#: Methods of jQuery, and its selectors, that do.
_JQUERY = frozenset(
    """animate css fadeIn fadeOut fadeTo fadeToggle height hide innerHeight innerWidth offset
    outerHeight outerWidth position show slideDown slideToggle slideUp toggle width""".split()
)
_JQUERY_NAMES = frozenset({"$", "jQuery"})

_WORD = re.compile(r"[\w$]+")
_NAMES = """
[(identifier) (shorthand_property_identifier) (shorthand_property_identifier_pattern)
 (property_identifier)] @name
[(string_fragment) (regex_pattern)] @text
(subscript_expression index: (_) @index)
"""


@dataclass(frozen=True)
class StyleReads:
    """By which names a script reads rules, and what rules make of elements."""

    rules: frozenset[str] = frozenset()
    layout: frozenset[str] = frozenset()


#: Of a script of which nothing is known.
UNKNOWN_READS = StyleReads(frozenset({ANY}), frozenset({ANY}))


def reads_rules(text: str) -> bool:
    """Return whether the script *text* may read style sheets or their rules."""
    return bool(style_reads(text).rules)


def reads_layout(text: str) -> bool:
    """Return whether the script *text* may read anything that rules have an influence on."""
    return bool(style_reads(text).layout)


def style_reads(text: str) -> StyleReads:
    """Return by which names the script *text* reads rules, and what they make of elements."""
    from .joined_words import joined_words

    joined = joined_words(text)
    return UNKNOWN_READS if joined is None else reads_of(joined)


def reads_of(joined: JoinedWords) -> StyleReads:
    """Return by which names a script reads rules, and what they make of elements, by its texts."""
    from .constants import unescaped
    from .scopes import text_of
    from .syntax import captures

    found = captures(joined.root, _NAMES)
    named, read = set[str](), set[str]()
    for node in found.get("name", ()):
        name = unescaped(text_of(node))
        named.add(name)
        if name in _READ and _is_read(node):
            read.add(name)
    for node in found.get("text", ()):
        named.update(_WORD.findall(text_of(node)))
    named.update(word for text in joined.texts for word in _WORD.findall(text))
    for node in found.get("index", ()):
        for text in joined.texts_of(node):
            read.update(_matching(text))
    named |= read
    rules = named & _RULES | read & _RULES_IF_READ
    if not any("sheet" in name.lower() for name in named):
        rules -= {"rules"}
    layout = named & _LAYOUT | read & _LAYOUT_IF_READ
    if named & _JQUERY_NAMES:
        layout |= read & _JQUERY
    return StyleReads(frozenset(rules), frozenset(layout))


_READ = _RULES_IF_READ | _LAYOUT_IF_READ | _JQUERY
READ_NAMES = _RULES | _LAYOUT | _READ
#: Those that are variables, too.
READ_GLOBALS = _RULES | _LAYOUT | {"innerHeight", "innerWidth", "outerHeight", "outerWidth"}


def _matching(text: str) -> Iterator[str]:
    """Yield the names that a property may have of which a *text* is known."""
    if text.strip(UNKNOWN):
        pattern = re.compile(".*".join(map(re.escape, text.split(UNKNOWN))))
        yield from filter(pattern.fullmatch, READ_NAMES)


def _is_read(name: Node) -> bool:
    """Return whether a property is read, and not just given a value; a method of jQuery, called."""
    from .scopes import text_of

    around = name.parent
    if name.type.endswith("_pattern") or (around is not None and around.type == "pair_pattern"):
        return True
    if around is None or around.type != "member_expression":
        return False
    beyond = around.parent
    if beyond is None:
        return True
    if text_of(name) in _JQUERY:
        return beyond.type == "call_expression" and beyond.child_by_field_name("function") == around
    is_given = beyond.type == "assignment_expression"
    return not is_given or beyond.child_by_field_name("left") != around
