"""What a style sheet is like as a part of a bundle, as its tokens or its rules tell."""

from __future__ import annotations

from typing import Any

from tinycss2 import parse_stylesheet

from ..core.joinability import Joinability
from .tokens import UntokenizableError, tokenize

_PROBE = "compress-probe"


def css_joinability(text: str) -> Joinability:
    """Return what must be known of a style sheet to join it with others."""
    if is_plain(text):
        return Joinability()
    try:
        rules = parse_stylesheet(f"{text}\n{_PROBE}{{}}", skip_comments=True, skip_whitespace=True)
    except ValueError as error:
        return Joinability(kept_because=f"it cannot be read: {error}")
    # Whatever the text leaves open takes in the probe, too.
    closed = bool(rules) and _is_probe(rules[-1])
    last = "" if closed else "it leaves a block, a comment or a string open at its end"
    at_rules = {rule.lower_at_keyword for rule in rules if rule.type == "at-rule"}
    leader = rules[0].lower_at_keyword if rules and rules[0].type == "at-rule" else ""
    return Joinability(
        alone_because="its @namespace would hold for others" if "namespace" in at_rules else "",
        first_because="its @import is valid at the top only" if "import" in at_rules else "",
        only_imports=len(rules) > 1
        and all(
            rule.type == "at-rule" and rule.lower_at_keyword == "import" and rule.content is None
            for rule in rules[:-1]
        ),
        layers_before_imports="import" in at_rules and leader != "import",
        last_because=last,
    )


def is_plain(text: str) -> bool:
    """Return whether a sheet ends with a whole rule, and has none about the sheet itself.

    Such a sheet may stand anywhere in a bundle.  Tokens tell, which other steps
    need anyway, so that most sheets need no parser.
    """
    try:
        tokens = tokenize(text)
    except UntokenizableError:
        return False
    # In a closed sheet, a brace at the end ends a rule, whatever stands before it.
    ends = tokens.closed and tokens.shape.rstrip("wc").endswith("}")
    return ends and not tokens.has_at(_TOP_RULES)


#: At-rules that concern the sheet as a whole.
_TOP_RULES = frozenset({"import", "namespace"})


def _is_probe(rule: Any) -> bool:
    if rule.type != "qualified-rule" or rule.content:
        return False
    return [(token.type, getattr(token, "value", "")) for token in rule.prelude] == [
        ("ident", _PROBE)
    ]
