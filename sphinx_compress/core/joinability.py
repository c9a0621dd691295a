"""What a text is like as a part of a bundle.

Whether two texts may share a bundle is for ``bundle.group`` to say.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Why a script is kept that browsers would refuse, and all of a bundle with it.
SYNTAX_ERROR = "it has a syntax error, or syntax that is not known here"


@dataclass(frozen=True, slots=True)
class Joinability:
    """What a text is like as a part of a bundle.

    The default is a text that may stand anywhere.  A reason is a part of a
    sentence that users read; it is empty where there is none.
    """

    #: Why its tag must stay as it is, in no bundle at all.
    kept_because: str = ""
    #: Why nothing else may be in its bundle.
    alone_because: str = ""
    #: Why nothing may stand before it in its bundle.
    first_because: str = ""
    #: Why nothing may stand behind it in its bundle.
    last_because: str = ""
    #: Whether a style sheet consists of `@import` rules: behind these, others are valid.
    only_imports: bool = False
    #: Whether a style sheet has `@layer` before its `@import` rules.  Browsers ignore
    #: these rules once an `@import` stands before the layer.
    layers_before_imports: bool = False
    #: Whether the whole script is in strict mode.
    strict: bool = False
    #: The names that the script declares at its top level.
    declared_names: frozenset[str] = frozenset()
    #: Those of them that are no properties of the page's global object.
    lexical_names: frozenset[str] = frozenset()
    #: Every name that the script mentions, except those of properties.
    mentioned_names: frozenset[str] = frozenset()
    #: The names of the properties that the script mentions.
    mentioned_properties: frozenset[str] = frozenset()
    #: The `data-*` attributes that the script reads of its own tag.  It reads nothing
    #: else of the tag.
    own_data_attributes: frozenset[str] = frozenset()
    #: Whether the script waits for the end of the page, and has no look whether that is past.
    waits_for_page_end: bool = False
