"""Where the value comes from that a script calls ``at``."""

from __future__ import annotations

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.functions import Functions
from sphinx_compress.js.helpers import may_be_any
from sphinx_compress.js.origins import Origins
from sphinx_compress.js.property_origins import Origin
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import captures, parse


def origin_of(text: str) -> Origin:
    """Return where what comes from that the script *text* calls a function ``at`` with."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    origins = Origins(scopes, Constants(scopes), Functions(scopes), may_be_any)
    query = '(call_expression function: (identifier) @name (#eq? @name "at")) @call'
    [call] = captures(root, query)["call"]
    arguments = call.child_by_field_name("arguments")
    assert arguments is not None
    return origins.of(arguments.named_children[0])
