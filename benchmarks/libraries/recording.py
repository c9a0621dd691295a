"""Runs a library in a browser that takes notes, and says what it declares."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_compress.core.names import Declarations
from sphinx_compress.js.at_once import LATE_EVENTS
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import captures, parse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

_RECORDER: Final = Path(__file__).with_name("record.js")
_ORIGIN: Final = "http://library.test"
_BODY: Final = """<main id="main" class="body tabs"><p title="x">Text <a href="#a">a</a></p>
<div id="a" class="highlight"><pre>code</pre></div><form><input name="q"></form></main>"""
#: As it stands in a head, and behind what is on a page.
_PLACES: Final = (
    f"<!DOCTYPE html><html><head><title>x</title>{{scripts}}</head><body>{_BODY}</body></html>",
    f"<!DOCTYPE html><html><head><title>x</title></head><body>{_BODY}{{scripts}}</body></html>",
)
_NEEDS_JQUERY: Final = ("jQuery is not defined", "$ is not defined")
#: What no page can tell, whenever it happens.
_HARMLESS: Final = frozenset(
    """Document.createElement Document.createElementNS Document.createTextNode
    Document.createDocumentFragment Document.implementation Document.documentElement
    DOMImplementation.createHTMLDocument Document.defaultView Document.readyState
    Document.createComment Document.compatMode
    Document.addEventListener Node.nodeType Node.nodeName Node.ownerDocument Node.contains
    Node.compareDocumentPosition Navigator.userAgent Navigator.platform Navigator.vendor
    Navigator.appName Navigator.appVersion Navigator.language Navigator.maxTouchPoints
    window.navigator window.self window.name window.parent window.frames window.external
    HTMLCollection.length NodeList.length""".split()
)
#: The root of a page and its type are always there.
_OF_DOCUMENT: Final = frozenset({"Node.childNodes document", "Node.firstChild document"})
#: Elements that it puts in and takes out again, and looks for by a name that has the time in it.
_PASSING: Final = frozenset(
    """Node.appendChild Node.insertBefore Node.removeChild Element.remove
    Node.contains Node.compareDocumentPosition Element.append Document.adoptNode""".split()
)
_LEXICAL: Final = """
(program (lexical_declaration (variable_declarator name: (identifier) @name)))
(program (class_declaration name: (_) @name))
"""


@dataclass(frozen=True)
class Record:
    """What a library did on one page."""

    names: frozenset[str]
    offers: frozenset[str]
    events: frozenset[str]
    reads: frozenset[str]
    #: What it did that a page could tell.
    effects: frozenset[str]

    @property
    def declares(self) -> Declarations:
        """What the table says of it."""
        return Declarations(self.names, self.offers, events=self.events, reads=self.reads)


def record(browser: Browser, text: str, *before: str) -> Record:
    """Return what a library does when it runs, wherever it stands.

    :param before: the texts of libraries that it needs.
    """
    first, second = (_record(browser, place, text, before) for place in _PLACES)
    differing = set() if first == second else {"differs in the head and at the end"}
    effects = first.effects | second.effects | differing
    return Record(first.names, first.offers, first.events, first.reads, frozenset(effects))


def record_with(browser: Browser, text: str, library: str) -> Record:
    """Return what a script does, alone and with jQuery before it if it has a word for that."""
    alone = record(browser, text)
    if any(each.endswith(_NEEDS_JQUERY) for each in alone.effects):
        return record(browser, text, library)
    if not alone.reads & {"?$", "?jQuery"}:
        return alone
    both = record(browser, text, library)
    reads = alone.reads | {f"?{name.lstrip('?')}" for name in both.reads}
    return Record(
        alone.names | both.names,
        alone.offers & both.offers,
        alone.events | both.events,
        reads,
        alone.effects | both.effects,
    )


def _record(browser: Browser, place: str, text: str, before: tuple[str, ...]) -> Record:
    context = browser.new_context()
    context.add_init_script(path=_RECORDER)
    page = context.new_page()
    found, problems = _run(page, place, text, before)
    context.close()
    names = {*found["names"], *_lexical(text)}
    needs = {each.removeprefix("needs ") for each in found["used"] if each.startswith("needs ")}
    known = {*found["known"], *names, *needs, "arguments", "undefined"}
    optional = {f"?{name}" for name in _free(text) if name not in known}
    effects = {each for each in found["used"] if _is_effect(each)} | problems
    events = frozenset(found["events"])
    effects |= {f"waits for {each}" for each in events - LATE_EVENTS}
    return Record(
        frozenset(names),
        frozenset(found["offers"]),
        events,
        frozenset(needs | optional),
        frozenset(effects),
    )


def _run(
    page: Page, place: str, text: str, before: tuple[str, ...]
) -> tuple[dict[str, Any], set[str]]:
    files = {f"/before{number}.js": each for number, each in enumerate(before)}
    files["/library.js"] = text
    scripts = "".join(f'<script data-recorder src="{path}"></script>' for path in files)
    begin = "__recorder.begin(['$', 'jQuery'].filter((name) => name in window))"
    own = '<script data-recorder src="/library.js">'
    scripts = scripts.replace(own, f"<script data-recorder>{begin}</script>{own}")
    end = "<script data-recorder>window.__found = __recorder.end()</script>"
    files["/"] = place.replace("{scripts}", scripts + end)
    problems: set[str] = set()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(_ORIGIN)
        if path not in files:
            problems.add(f"asks for {path}")
            route.abort()
            return
        kind = "text/html" if path == "/" else "text/javascript"
        route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")

    page.route("**/*", answer)
    page.on("pageerror", lambda error: problems.add(f"fails: {error}"))
    page.goto(f"{_ORIGIN}/", wait_until="load")
    found: dict[str, Any] = page.evaluate("window.__found")
    found["names"] = [name for name in found["names"] if name != "__found"]
    return found, problems


def _is_effect(used: str) -> bool:
    what, _, how = used.partition(" ")
    if what == "needs" or what in _HARMLESS or used in _OF_DOCUMENT:
        return False
    if how == "late" and what.startswith("EventTarget."):
        return False
    return not (how in {"own", "time"} and (what in _PASSING or how == "time"))


def _free(text: str) -> set[str]:
    """Return the names of variables that a script uses, but does not declare."""
    source = text.encode()
    root = parse(source).root_node
    scopes, found = Scopes(source, root), dict[str, bool]()
    for node in captures(root, "(identifier) @name").get("name", ()):
        name = text_of(node)
        if not found.get(name):
            found[name] = scopes.is_global(node)
    return {name for name, is_global in found.items() if is_global}


def _lexical(text: str) -> set[str]:
    """Return the names that no window has, but all scripts of a page."""
    root = parse(text.encode()).root_node
    nodes = captures(root, _LEXICAL).get("name", ())
    return {node.text.decode() for node in nodes if node.text is not None}
