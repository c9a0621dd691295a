"""Which pages may have a gate, where it stands, and the names that their elements may have."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from ..core.names import ANIMATION
from ..page.region import mark
from ..page.scan import Found
from ..page.vocabulary import VocabularyReader
from .early_scripts import EarlyScripts

_marked = lru_cache(1024)(mark)

#: The name of a content security policy, which may forbid scripts that it does not know.  It is
#: looked for by its dashes, which are rare.
_POLICY_NAME = re.compile("-(?<=(?i:content)-)(?i:security-policy)")


class GatedPages:
    """Looks at pages while they are rendered.

    :param early_scripts: reads what scripts do before the gate.
    """

    def __init__(self, early_scripts: EarlyScripts) -> None:
        self._early_scripts = early_scripts
        self._vocabulary = VocabularyReader()

    def look_at(
        self, html: str, found: Collection[Found], starts: Sequence[int], prefix: str
    ) -> tuple[int, frozenset[str]]:
        """Return where the gate of a page stands, and what its elements may have for names.

        There are no names if the page can have no gate.

        :param found: its runs.
        :param starts: where something in it begins as a script does.
        """
        last = html.rfind("</body")
        place = next((each.start for each in found if each.late), last)
        head_end = html.find("</head")
        kinds = {each.kind for each in found}
        if "css" not in kinds or "preload-style" in kinds or not 0 <= head_end < place <= last:
            return 0, frozenset()
        if _POLICY_NAME.search(html, 0, head_end) or "nonce=" in html:
            return 0, frozenset()
        runs = [(each.start, each.end) for each in found]
        names = set[str]()
        for start in starts:
            if start >= place:
                break
            tag = html[start : html.find(">", html.find("</script", start)) + 1]
            script = self._early_scripts.read(_marked(tag, prefix))
            if not script.is_known or (script.reads_layout and start > head_end):
                return 0, frozenset()
            # What is in the files of runs is looked at again when all pages are written.
            if not any(first <= start < end for first, end in runs):
                names |= script.names
        if "animation" in html:
            names.add(ANIMATION)
        return place, self._vocabulary.read(html).union(names)
