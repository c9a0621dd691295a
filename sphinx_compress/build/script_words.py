"""Which whole words the scripts of a site have."""

from __future__ import annotations

from ..bundle.sources import Sources
from ..core.names import word_name
from .known_texts import NAMES, KnownTexts, text_of_file


class ScriptWords:
    """Finds the words of scripts, each script once."""

    def __init__(self, sources: Sources, texts: KnownTexts) -> None:
        self._sources = sources
        self._texts = texts

    def of(self, url: str) -> frozenset[str]:
        """Return the names for the words of a script, without those that it puts together.

        :param url: from the site root.
        """
        text = text_of_file(self._sources, url)
        if text is None:
            return frozenset()
        return self._texts.of("whole words of a script", text, _words, NAMES)


def _words(text: str) -> frozenset[str]:
    # Parsers are imported on a miss only.
    from ..js.words import words

    return frozenset(map(word_name, words(text).names))
