"""Which pages may have a gate, where it stands, and the names that their elements may have."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from ..core.names import ANIMATION
from ..page.region import mark
from ..page.scan import Found
from ..page.vocabulary import VocabularyReader
from .early_scripts import EarlyScripts, has_file, name_of_file

_marked = lru_cache(1024)(mark)

#: The name of a content security policy, which may forbid scripts that it does not know.  It is
#: looked for by its dashes, which are rare.
_POLICY_NAME = re.compile("-(?<=(?i:content)-)(?i:security-policy)")


class GatedPages:
    """Looks at pages while they are rendered.

    :param early_scripts: reads what scripts do before the gate.
    """

    def __init__(self, early_scripts: EarlyScripts) -> None:
        self.early_scripts = early_scripts
        self._vocabulary = VocabularyReader()

    def look_at(
        self, html: str, found: Collection[Found], starts: Sequence[int], prefix: str
    ) -> tuple[int, frozenset[str]]:
        """Return where the gate of a page stands, and what its elements may have for names.

        There are no names if the page can have no gate.

        :param found: its runs.
        :param starts: where something in it begins as a script does, but in no marked region.
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
            # What is in runs is looked at with their regions.
            if any(first <= start < end for first, end in runs):
                continue
            tag = html[start : html.find(">", html.find("</script", start)) + 1]
            tag = _marked(tag, prefix)
            if has_file(tag):
                names.add(name_of_file(tag, in_body=start > head_end))
                continue
            script = self.early_scripts.read(tag)
            if script.is_refused(in_body=start > head_end):
                return 0, frozenset()
            names |= script.names
        if "animation" in html:
            names.add(ANIMATION)
        return place, self._vocabulary.read(html).union(names)
