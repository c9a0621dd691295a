"""Says which scripts of a page are moved to its end, though they are not deferred.

What is moved depends on the texts of the page and of the files of its scripts.  These files may
change without the page being rendered again.  So it is noted what was moved, and looked at again
when the next build begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..bundle.result import Decision, tag_label
from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.names import ANY
from ..core.serialization import read_json_or
from ..js.tag_references import asked_for
from ..page.front import PageScript
from ..page.markup import attributes_of
from ..page.region import mark
from .early_scripts import (
    LATER,
    UNKNOWN,
    EarlyScripts,
    is_async,
    is_of_another_site,
    is_of_svg,
    runs_early,
)
from .heavy_fonts import HeavyFonts
from .injected import COUNTED, INJECTED
from .tag_references import TagReferences
from .waiting import JudgedScript, verdicts

#: How the name begins that tells, among those of a page, what was moved in it.
MOVED: Final = "@moved "


class FrontScript(NamedTuple):
    """A script that may run before the page has been read."""

    #: The marked text of its element.
    text: str
    #: See :class:`.PageScript`.
    can_move: bool
    is_last: bool


class Arrangement(NamedTuple):
    """What is moved in a page, and all that it depends on but the texts of files."""

    scripts: tuple[FrontScript, ...]
    #: Marked texts of all scripts that may look for tags, and of style sheets.
    referring: tuple[str, ...]
    sheets: tuple[str, ...]
    #: Names of the body.
    body: tuple[str, ...]
    #: Numbers of those of the scripts that wait.
    waiting: tuple[int, ...] = ()
    #: The host that counts scripts of pages, see :mod:`.injected`.
    host: str = "none"

    @property
    def name(self) -> str:
        """Stands for it among the names of a page."""
        return MOVED + json.dumps(self)

    @classmethod
    def from_name(cls, name: str) -> Arrangement | None:
        """Return the arrangement that has a :attr:`name`; ``None`` if it is none."""
        return read_json_or(None, name.removeprefix(MOVED).encode(), cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> Arrangement:
        scripts, referring, sheets, body, waiting, host = values
        return cls(
            tuple(FrontScript(str(text), bool(can), bool(last)) for text, can, last in scripts),
            tuple(map(str, referring)),
            tuple(map(str, sheets)),
            tuple(map(str, body)),
            tuple(map(int, waiting)),
            str(host),
        )


#: Scripts that count readers, and use nothing of a page but what is written for them.
_COUNTERS = re.compile(
    r"https://(?:www\.googletagmanager\.com/gtag/js\?|www\.google-analytics\.com/|gc\.zgo\.at/"
    r"|plausible\.io/js/|static\.cloudflareinsights\.com/)|/_/static/javascript/readthedocs-"
)
_ANY_PAGE = "'@'"


class PageNames(NamedTuple):
    """What of a page may be named or found by scripts that are moved in it, or by others."""

    name: str
    #: Names of its elements, see :class:`.VocabularyReader`.
    vocabulary: frozenset[str]
    #: The scripts that may look for tags, and the style sheets.
    referring: tuple[str, ...]
    sheets: tuple[str, ...]
    #: Names of its body, in order.
    body: tuple[str, ...] = ("body",)

    def without_name(self, text: str) -> str:
        """Return a text that many pages share, but for their own names."""
        return text.replace(f"'{self.name}'", _ANY_PAGE).replace(f'"{self.name}"', _ANY_PAGE)

    def has_elements(self, names: Collection[str]) -> bool:
        """Return whether an element may be a variable with one of these *names*."""
        folded = [name.casefold() for name in names]
        wanted = (*(f"#{name}" for name in folded), *(f"[name={name}" for name in folded))
        return bool(names) and not self.vocabulary.isdisjoint((ANY, *wanted))


def verdicts_of(arranger: Arranger, names: Collection[str]) -> tuple[Decision, ...]:
    """Return the verdicts on the scripts in the heads of pages, as they are written down.

    :param names: those of the arrangements of pages.
    """
    found = set[tuple[str, str]]()
    for name in names:
        arrangement = Arrangement.from_name(name)
        if arrangement is not None:
            found.update(arranger.verdicts(arrangement).items())
    return tuple(Decision(label, reason=reason) for label, reason in sorted(found))


class Arranger:
    """Says which scripts of pages wait, for each kind of page once.

    :param waits: whether any script may wait that is not deferred.
    :param host: that which adds scripts to pages, see :mod:`.injected`.
    :param has_subsets: whether pages get subsets of their fonts.
    """

    def __init__(
        self,
        sources: Sources,
        cache: Cache,
        *,
        waits: bool = True,
        host: str = "none",
        has_subsets: bool = False,
    ) -> None:
        self.waits = waits
        self._fonts = HeavyFonts(sources, cache, are_subset=has_subsets)
        self._host = host
        self._injected = (INJECTED[host],) if host in INJECTED else ()
        #: Parts of the addresses of scripts that this host counts in the heads of pages.
        self.counted: Collection[str] = COUNTED.get(host, ())
        self.early_scripts: EarlyScripts = EarlyScripts(sources, cache)
        self._references = TagReferences(sources, cache)
        self._words: dict[tuple[tuple[str, ...], tuple[str, ...]], Collection[str]] = {}
        #: Why scripts of the head stay, by their numbers; without a reason, they wait.
        self._known: dict[Arrangement, dict[int, str]] = {}
        #: By what a page has, before it is marked.
        self._arranged: dict[tuple[str, Arrangement], tuple[list[int], frozenset[str], str]] = {}

    def words(self, referring: tuple[str, ...], sheets: tuple[str, ...] = ()) -> Collection[str]:
        """Return by what scripts and style sheets may find tags of their page.

        :param referring: the marked texts of the scripts.
        :param sheets: those of the style sheets.
        """
        key = referring, sheets
        if key not in self._words:
            self._words[key] = self._references.words((*referring, *self._injected), sheets=sheets)
        return self._words[key]

    def arrange(
        self, scripts: Sequence[PageScript], page: PageNames, prefix: str
    ) -> tuple[list[PageScript], str]:
        """Return which of the *scripts* of a page wait, and the name of its arrangement.

        :param prefix: that of the page.
        """
        asked = Arrangement(
            tuple(FrontScript(page.without_name(text), *rest) for _, text, *rest in scripts),
            tuple(map(page.without_name, page.referring)),
            page.sheets,
            page.body,
        )
        key = prefix, asked
        if key not in self._arranged:
            self._arranged[key] = self._arrange(asked, prefix)
        numbers, looks, name = self._arranged[key]
        if page.has_elements([page.name if each == "@" else each for each in looks]):
            # Windows have elements by these names.
            return [], name
        return [scripts[number] for number in numbers], name

    def _arrange(self, asked: Arrangement, prefix: str) -> tuple[list[int], frozenset[str], str]:
        early = [number for number, each in enumerate(asked.scripts) if runs_early(each.text)]
        scripts = (asked.scripts[number] for number in early)
        found = self.decide(
            asked._replace(
                scripts=tuple(each._replace(text=mark(each.text, prefix)) for each in scripts),
                referring=tuple(mark(text, prefix) for text in asked.referring),
                sheets=tuple(mark(text, prefix) for text in asked.sheets),
            )
        )
        moved = [self.early_scripts.read(found.scripts[number].text) for number in found.waiting]
        reads = frozenset[str]().union(*(each.declares.reads for each in moved if each.declares))
        looks = frozenset(each.lstrip("?") for each in reads if each[0] != ".")
        return [early[number] for number in found.waiting], looks, found.name

    def is_changed(self, name: str) -> bool:
        """Return whether the arrangement with a *name* would be another one now."""
        found = Arrangement.from_name(name)
        return found is None or self.decide(found) != found

    def decide(self, asked: Arrangement) -> Arrangement:
        """Return an arrangement as it is with the files as they are now."""
        found = self._verdicts(asked)
        waiting = tuple(n for n, reason in found.items() if not reason)
        return asked._replace(waiting=waiting, host=self._host)

    def verdicts(self, asked: Arrangement) -> dict[str, str]:
        """Return the scripts in the head of a page, by their labels, and why each one stays there.

        Of those that wait, the reason is empty.
        """
        found = self._verdicts(asked)
        return {
            tag_label(script.text): found.get(number, "")
            for number, script in enumerate(asked.scripts)
            if script.can_move
        }

    def _verdicts(self, asked: Arrangement) -> dict[int, str]:
        asked = asked._replace(waiting=())
        if asked not in self._known:
            self._known[asked] = self._judge(asked)
        return self._known[asked]

    def _judge(self, asked: Arrangement) -> dict[int, str]:
        movable = [number for number, script in enumerate(asked.scripts) if script.can_move]
        if not movable:
            return {}
        # Where one is moved that a host counts, another stands in for it.
        words = self._references.words(asked.referring, sheets=asked.sheets)
        judged = [self._judged(script, words) for script in asked.scripts]
        sheet = self._references.counting_sheet(asked.sheets, asked.body)
        reason = _reason_of_page(judged, asked)
        if sheet:
            reason = f"{sheet} may tell which elements are the last of the page"
        texts = [*asked.referring, *(script.text for script in asked.scripts)]
        reason = reason or self._fonts.why_in_front(texts, asked.sheets)
        if reason:
            return dict.fromkeys(movable, reason)
        others = dict.fromkeys(movable, "its tag has more than its file, or a script looks for it")
        return others | verdicts(judged)

    def _judged(self, script: FrontScript, words: Collection[str]) -> JudgedScript:
        if script.is_last:
            # It runs behind what is moved, whatever it does.
            return JudgedScript(LATER, is_last=True)
        attributes = attributes_of(script.text)
        url = attributes.get("src", "")
        is_racing = is_async(attributes)
        is_asked_for = asked_for(script.text, url, "js", words)
        can_move = script.can_move and _is_plain(attributes) and not (is_racing or is_asked_for)
        found = self.early_scripts.read(script.text)
        if is_racing and found == LATER:
            # A file of another site, which may do anything; but those that count readers do not.
            found = LATER if _COUNTERS.match(url) else UNKNOWN
        return JudgedScript(found, tag_label(script.text), can_move, is_async=is_racing)


def _reason_of_page(judged: Sequence[JudgedScript], asked: Arrangement) -> str:
    """Return why all scripts of a page stay; empty if they need not."""
    for each, script in zip(judged, asked.scripts, strict=True):
        is_opaque = each.script == UNKNOWN or is_of_another_site(script.text)
        if not script.is_last and (is_opaque or is_of_svg(script.text)):
            # Nobody knows what it uses, and nothing can come before it that did not.
            return f"{each.label} stays, and cannot be read"
    return ""


#: Somebody may look for a tag that has more, or want it early.
_PLAIN = frozenset(
    "charset crossorigin fetchpriority integrity nomodule referrerpolicy src type".split()
)


def _is_plain(attributes: Mapping[str, str]) -> bool:
    """Return whether a tag says no more than which script it is, or what for this to read."""
    is_high = attributes.get("fetchpriority", "").lower() == "high"
    return not is_high and all(name in _PLAIN or name.startswith("data-") for name in attributes)
