"""Which pages may have a gate, where it stands, and the names that their elements may have."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from ..core.names import ANY_PROPERTY, word_name
from ..css.tag_selectors import selects_by_place
from ..page.frames import Frames
from ..page.front import is_stand_in
from ..page.markup import attributes_of
from ..page.patterns import ODD_SCRIPT, places_of
from ..page.region import can_be_marked, mark
from ..page.run import Found
from ..page.vocabulary import HANDLER, VocabularyReader
from .early_scripts import EarlyScripts, has_file, is_of_another_site, is_of_svg, name_of_script
from .noted_scripts import noted
from .page_end import PageEnd, body_of, sheets_of
from .tag_references import content_of

#: The name of a content security policy, which may forbid scripts that it does not know.  It is
#: looked for by its dashes, which are rare.
_POLICY_NAME = re.compile("-(?<=(?i:content)-)(?i:security-policy)")


#: The attributes for what readers do.  Others may run before the gate, like scripts.
_OF_READERS = tuple(
    f"[on{event}"
    for event in """click dblclick key mouse pointer touch drag drop submit reset change input
    select copy cut paste wheel contextmenu""".split()
)

#: By these words, one of them may give an element a style that mentions anything.
_STYLING = frozenset(
    map(
        word_name,
        """style csstext css attr html animate eval write writeln setattribute setattributens
        innerhtml outerhtml insertadjacenthtml getcomputedstyle computedstylemap""".split(),
    )
)


class PageToGate(NamedTuple):
    """What is known of a page, the scripts of which have been moved."""

    html: str
    #: Its runs.
    found: Collection[Found]
    #: Where something in it begins as a script does, but in no marked region.
    starts: Sequence[int]
    prefix: str
    #: See :meth:`GatedPages.vocabulary`.
    vocabulary: frozenset[str]


class GatedPages:
    """Looks at pages while they are rendered.

    :param early_scripts: reads what scripts do before the gate.
    :param encoding: that of the files of pages.
    :param notes_all: finds the frames of pages, if all that a page may ever have is noted.
    """

    def __init__(
        self,
        early_scripts: EarlyScripts,
        encoding: str = "utf-8",
        *,
        notes_all: Frames | None = None,
    ) -> None:
        self.early_scripts = early_scripts
        self._notes_all = notes_all
        self.encoding = encoding
        self._vocabulary = VocabularyReader()

    def vocabulary(self, html: str) -> frozenset[str]:
        """Return what the elements of a page may have for names; nothing if it can have no gate."""
        head_end = html.find("</head")
        if head_end < 0 or may_refuse_scripts(html, head_end):
            return frozenset()
        found = self._vocabulary.read(html)
        handlers = [name for name in found if name.startswith(HANDLER)] if HANDLER in found else ()
        acts = any(name != HANDLER and not name.startswith(_OF_READERS) for name in handlers)
        if handlers and not found.isdisjoint(_STYLING):
            found |= {ANY_PROPERTY}
        return frozenset() if acts else found

    def look_at(self, page: PageToGate) -> tuple[int, frozenset[str]]:
        """Return where the gate of a page stands, and the names that its scripts bring.

        The place is zero if the page can have no gate.
        """
        html, found, starts, prefix, vocabulary = page
        place = place_of_gate(html, found)
        head_end = html.find("</head")
        if head_end >= place:
            return 0, frozenset()
        runs = [(each.start, each.end) for each in found]
        names = {ANY_PROPERTY} if _has_other_sheets(html, found) else set[str]()
        for start in starts:
            # What is in runs is looked at with their regions.
            if any(first <= start < end for first, end in runs):
                continue
            tag = html[start : html.find(">", html.find("</script", start)) + 1]
            if start < place and not is_stand_in(tag):
                brought = self._names_of(mark(tag, prefix), in_body=start > head_end)
                if brought is None:
                    return 0, frozenset()
                names.update(brought)
        # Where scripts end the page, nothing else is the last of it.
        if not any(each.late for each in found):
            sheets = sheets_of(html, found, vocabulary)
            if any(_counts_by_itself(each) for each in sheets):
                return 0, frozenset()
            end = PageEnd(tuple(mark(each, prefix) for each in sheets), body_of(html))
            names.add(end.name)
        return place, frozenset(names)

    def all_names(self, page: PageToGate) -> frozenset[str]:
        """Return all that a page may ever have, with a gate or without one.

        There is nothing if that is not wanted, or not understood, or if no file can hold it.
        """
        html, found, starts, prefix, _ = page
        if self._notes_all is None or not can_be_marked(html):
            return frozenset()
        names = noted(html, found, starts, prefix, self._notes_all)
        return frozenset() if names is None else names | self._vocabulary.read(html)

    def _names_of(self, tag: str, *, in_body: bool) -> Collection[str] | None:
        """Return what a script before the gate brings; ``None`` if there can be no gate."""
        if is_of_another_site(tag) or is_of_svg(tag):
            return None
        if has_file(tag):
            return {name_of_script(tag, in_body=in_body)}
        script = self.early_scripts.read(tag)
        if script.declares is not None:
            # Whether one that calls others only waits is for these to say.
            return {name_of_script(tag, in_body=in_body)} if script.declares.calls else ()
        if script.is_refused(in_body=in_body):
            return None
        return script.names.union(map(word_name, script.mentions))


@lru_cache(1024)
def _counts_by_itself(sheet: str) -> bool:
    """Return whether an element has rules that may tell what stands at the end of its page."""
    return "href" not in attributes_of(sheet) and selects_by_place(content_of(sheet))


def _has_other_sheets(html: str, found: Collection[Found]) -> bool:
    """Return whether a page may have style sheets that are in none of its runs."""
    runs = [(each.start, each.end) for each in found if each.kind == "css"]
    return any(
        _may_be_sheet(html[start : html.find(">", start) + 1])
        for start in places_of(html, "<link")
        if not any(first <= start < end for first, end in runs)
    )


@lru_cache(1024)
def _may_be_sheet(tag: str) -> bool:
    """Return whether a link may be a style sheet.

    :param tag: up to the first `>`, which may stand in the value of an attribute.
    """
    quotes = [tag.count(each) for each in "\"'"]
    is_whole = not any(count % 2 for count in quotes) and not all(quotes)
    return not is_whole or "stylesheet" in unescape(tag).lower()


def place_of_gate(html: str, found: Collection[Found]) -> int:
    """Return where the gate of a page stands; -1 if it can have none."""
    kinds = {each.kind for each in found}
    if "css" not in kinds or "preload-style" in kinds:
        return -1
    last = _end_of_body(html)
    place = next((each.start for each in found if each.late), last)
    return place if place <= last else -1


# A page is asked about twice.
@lru_cache(1)
def _end_of_body(html: str) -> int:
    """Return where the body of a page ends; -1 if that is not certain, or a script is odd."""
    last = html.rfind("</body")
    # What looks like the end of the body may stand in a comment, or in a text.
    is_end = _END.fullmatch(html, max(last, 0)) is not None
    return last if is_end and ODD_SCRIPT.search(html) is None else -1


_END = re.compile(r"</body\s*+>\s*+(?:</html\s*+>\s*+)?")


def may_refuse_scripts(html: str, head_end: int) -> bool:
    """Return whether a page may run no script that it does not know."""
    return _POLICY_NAME.search(html, 0, head_end) is not None or "nonce=" in html
