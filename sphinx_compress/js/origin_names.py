"""Names of objects and properties, by where what they hold comes from."""

from __future__ import annotations

from typing import Final

#: Variables of a browser that hold what is not in the page, nor in a script.
ELSEWHERE_OBJECTS: Final = frozenset(
    {"history", "localStorage", "location", "navigator", "sessionStorage"}
)
#: Variables of a browser that lead to no object of another script.
OF_BROWSERS: Final = frozenset(
    {"Array", "Element", "Error", "JSON", "Map", "MutationObserver", "Number", "Object", "Promise"}
    | {"Reflect", "Set", "String", "Symbol", "WeakMap", "arguments", "console", "document"}
    | {"event", "frames", "globalThis", "parent", "performance", "screen", "self", "top", "window"}
)
#: Those that are no texts.
NO_OBJECTS: Final = frozenset({"document", "undefined", "window", "NaN", "Infinity", "Math"})
#: Properties that hold a text of the page, or of another window, or that a reader writes.
ELSEWHERE: Final = frozenset(
    {
        "className",
        "cookie",
        "innerHTML",
        "innerText",
        "localName",
        "nodeName",
        "nodeValue",
        "outerHTML",
    }
    | {"referrer", "response", "responseText", "tagName", "textContent"}
)
#: The same, unless a script of its own gives them something.
ELSEWHERE_UNLESS_GIVEN: Final = frozenset(
    {"data", "description", "detail", "groups", "input", "key", "message", "raw", "result"}
    | {"search", "source", "state", "value"}
)
#: Properties that hold the value of an attribute, and of which.
REFLECTED: Final = {
    "alt": "alt",
    "ariaLabel": "aria-label",
    "content": "content",
    "htmlFor": "for",
    "id": "id",
    "label": "label",
    "lang": "lang",
    "name": "name",
    "placeholder": "placeholder",
    "rel": "rel",
    "title": "title",
    "type": "type",
}
#: Properties that hold a whole URL, and no selector.
NO_SELECTORS: Final = frozenset({"action", "href", "src"})
#: Properties that hold elements, numbers, or lists of either.  What a rule selects is known from
#: its style sheet.
NO_PROPERTIES: Final = frozenset(
    {"activeElement", "body", "childElementCount", "childNodes", "children", "classList"}
    | {"currentScript", "currentTarget", "documentElement", "firstChild", "firstElementChild"}
    | {"head", "lastChild", "lastElementChild", "length", "nextElementSibling", "nextSibling"}
    | {"offsetParent", "ownerDocument", "parentElement", "parentNode", "previousElementSibling"}
    | {"previousSibling", "selectorText", "size", "srcElement", "style"}
)
#: Words of which each may lead to any tag, whatever is done with it.
UNFOLLOWED: Final = "securitypolicyviolation|onsecuritypolicyviolation|ReportingObserver"
