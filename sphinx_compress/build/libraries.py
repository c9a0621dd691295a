"""Libraries that do nothing to a page before they are called, by their digests.

No analysis can follow what they do when they run.
"""

from __future__ import annotations

from typing import Final

from ..core.names import Declarations

_MODULES: Final = frozenset({"?define", "?exports", "?module"})
_READY: Final = frozenset({"DOMContentLoaded", "load"})


def _library(*names: str, reads: frozenset[str] = _MODULES) -> Declarations:
    """Return what a library declares: it gives elements just what others hand to its functions."""
    return Declarations(frozenset(names), reads=reads)


_OF_JQUERY: Final = frozenset({"$", "jQuery"})
#: A function that is handed to it waits for the page.
_JQUERY: Final = Declarations(_OF_JQUERY, _OF_JQUERY, events=_READY, reads=_MODULES)

LIBRARIES: Final = {
    # jQuery 3.6.0 as sphinxcontrib-jquery 4.1 has it, in two forms, and what goes with it.
    "ff1523fb7389539c84c65aba19260648793bb4f5e29329d2ee8804bc37a3fe6e": _JQUERY,
    "1fe2bb5390a75e5d61e72c107cab528fc3c29a837d69aab7d200e1dbb5dcd239": _JQUERY,
    "480a2c7377252c14a11bca4d3a49dfa16ea540a998fa637fae0189aee1b89113": _library(
        *_OF_JQUERY, reads=_OF_JQUERY
    ),
    # clipboard.js 2.0.8 of sphinx-copybutton 0.5.2, and the script of sphinx-rtd-theme 3.1.0.
    "261ffa06f381039cf7d18984d1364c59f3c2b9b60b1fa05d5f9c8c152e4d5be5": _library("ClipboardJS"),
    "536ad2d746e944c5570cc15badaeccc3c0582a1b66e45511fe4edce32b6da510": _library(
        "SphinxRtdTheme", reads=_OF_JQUERY
    ),
}
