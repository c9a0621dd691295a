"""What breaks when it is joined carelessly is left alone, or joined with care.

Each root in testdocs/hazards has something in its assets that does not bear being joined without
thought.  A page of its site must do with the extension all that it does without it; and so that
nobody trusts a root that could not fail, careless joining must break it.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.browser.sites import Visit, build_here
from tests.hazards import ROOTS, complete
from tests.servers import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-hazards")]

#: Those that show that it is the hazard which breaks the others, not the careless joiner as such.
HARMLESS = ("plain", "plain-own")

#: What the server says of a root's pages.
POLICIES = {
    "csp-body": "script-src 'self'",
    "csp-defer": "script-src 'self'",
    "csp-hash": "script-src 'self' 'sha256-4desUJ4KT7fe1FdFe1SRc48Z5qcwPLFDfxUFjioabKw='",
    "csp-head": "script-src 'self'",
    "csp-nonce": "script-src 'nonce-abc'",
    "csp-style": "style-src 'self'",
    "csp-trusted-types": "require-trusted-types-for 'script'",
}

Variant = Literal["stock", "ours", "careless"]
Way = Literal["one after another", "wrapped", "quoted", "hoisted"]

#: The kind of carelessness that breaks a root, where putting files one after another does not.
WAYS: dict[str, Way] = {
    "css-append-between": "hoisted",
    "css-computed-between": "hoisted",
    "js-consent": "quoted",
    "js-large": "wrapped",
    "js-marks-own-tag": "quoted",
    "js-octal": "quoted",
    "js-patched-dom": "quoted",
    "js-shared-names": "wrapped",
    "js-short-names": "quoted",
    "js-strings": "quoted",
    "js-this": "wrapped",
    "js-to-string": "quoted",
}


# -- Careless joining ----------------------------------------------------------------------------

_TAG = re.compile(
    r"<(?P<name>script|style)\b(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=name)\s*>"
    r"|<link\b(?P<link>[^>]*)>",
    re.IGNORECASE | re.DOTALL,
)
#: Who does not read HTML properly takes this for nothing.
_NOTHING = r"(?:\s|<![^>]*>|-->|</?(?:noscript|template)\b[^>]*>)*"
_SCRIPTS = rf"(?:{_NOTHING}<script\b[^>]*>[^<]*</script>)*{_NOTHING}"


@dataclass(frozen=True)
class Tag:
    kind: Literal["css", "js"]
    start: int
    end: int
    #: None where the tag names no file.
    url: str | None
    text: str


def tags(page: str) -> Iterator[Tag]:
    for found in _TAG.finditer(page):
        attributes = found["attributes"] if found["link"] is None else found["link"]
        if found["link"] is not None and "stylesheet" not in attributes.lower():
            continue
        url = re.search(r"(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", attributes, re.IGNORECASE)
        is_script = (found["name"] or "").lower() == "script"
        yield Tag(
            "js" if is_script else "css", *found.span(), url[1] if url else None, found["text"]
        )


def runs(page: str, way: Way) -> Iterator[list[Tag]]:
    """Yield neighbours of one kind, as somebody sees them who looks at nothing but names."""
    run: list[Tag] = []
    for kind in ("css",) if way == "hoisted" else ("css", "js"):
        between = re.compile(_SCRIPTS if way == "hoisted" else _NOTHING)
        for tag in tags(page):
            if tag.kind != kind:
                continue
            if run and not between.fullmatch(page, run[-1].end, tag.start):
                yield run
                run = []
            run.append(tag)
        yield run
        run = []


_JOINERS: dict[Way, Callable[[list[bytes]], bytes]] = {
    "one after another": b"".join,
    "hoisted": b"".join,
    "wrapped": lambda parts: b"".join(b"(function(){%b\n})();\n" % part for part in parts),
    "quoted": lambda parts: b"".join(
        b"e=document.createElement('script');e.text=`%b`;document.head.append(e);e.remove();" % part
        for part in parts
    ),
}


def join_carelessly(site: Path, way: Way) -> None:
    """Make one file of each run of neighbours on the first page, whatever they are."""
    home = site / "index.html"
    encoding = "iso-8859-1" if b'charset="iso-8859-1"' in home.read_bytes() else "utf-8"
    page = home.read_text(encoding=encoding)
    edits = []
    for number, run in enumerate(run for run in runs(page, way) if len(run) > 1):
        parts = [_content(tag, site, encoding) for tag in run]
        name = f"_static/careless-{number}.{run[0].kind}"
        if run[0].kind == "css":
            (site / name).write_bytes(b"".join(part + b"\n" for part in parts))
            element = f'<link rel="stylesheet" href="{name}">'
        else:
            (site / name).write_bytes(_JOINERS[way](parts))
            element = f'<script src="{name}"></script>'
        # Scripts that stood between sheets are not lost.
        rest = page[run[0].end : run[-1].start] if way == "hoisted" else ""
        others = re.findall(r"<script\b.*?</script>", rest, re.DOTALL)
        edits.append((run[0].start, run[-1].end, element + "".join(others)))
    for start, end, text in sorted(edits, reverse=True):
        page = page[:start] + text + page[end:]
    home.write_text(page, encoding=encoding)


def _content(tag: Tag, site: Path, encoding: str) -> bytes:
    if tag.url is None:
        return tag.text.encode(encoding)
    path = site / tag.url.partition("?")[0]
    return path.read_bytes() if path.is_file() else b""


# -- Sites ---------------------------------------------------------------------------------------


def build(root: str, output: Path, **values: Any) -> str:
    """Build a root in this process, for there are many; return what was warned of."""
    # What no root is about takes time to render and to look at.
    values |= {"html_use_index": False, "html_copy_source": False, "html_sidebars": {"**": []}}
    source = complete(root, output.parent / f"{output.name}-source")
    return build_here(source, output, **values)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output readable."""

    def end_headers(self) -> None:
        # The path is /<variant>/<root>/<page>.
        policy = POLICIES.get([*self.path.split("/"), "", ""][2])
        if policy:
            self.send_header("Content-Security-Policy", policy)
        super().end_headers()


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    """Serve all sites below *directory* from one address."""
    handler = partial(_Handler, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


# -- What is seen --------------------------------------------------------------------------------

#: What a script started may be under way still when the page has loaded, and may have got lost.
REPORTS = """async () => {
    const late = () => new Promise((resolve) => setTimeout(resolve, 10_000));
    if (globalThis.P) await Promise.race([Promise.allSettled(P), late()]);
    return globalThis.R ?? null;
}"""

#: A digest for each element, but for those whose number is what joining is about.
STYLES = """() => {
    const assets = new Set("base link meta noscript script style template title".split(" "));
    const home = location.href.split("/", 5).join("/");
    const digest = (style) => {
        let text = "";
        for (const name of style) text += style.getPropertyValue(name) + ";";
        text = text.replaceAll(home, "");
        let value = 0;
        for (let place = 0; place < text.length; place++)
            value = (value * 31 + text.charCodeAt(place)) | 0;
        return value;
    };
    const seen = [];
    for (const element of document.querySelectorAll("*")) {
        if (assets.has(element.localName)) continue;
        const name = element.localName + (element.id && `#${element.id}`) +
            (element.getAttribute("class") ? `.${element.getAttribute("class")}` : "");
        const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
        const text = texts.map(({ data }) => data).join("").trim();
        seen.push(`${name} ${digest(getComputedStyle(element))} ${text}`);
        for (const pseudo of ["::before", "::after"]) {
            const style = getComputedStyle(element, pseudo);
            if (!["none", "normal"].includes(style.content))
                seen.push(`${name}${pseudo} ${style.content} ${digest(style)}`);
        }
    }
    return seen;
}"""


HOME = "index.html"

_FAILURE = "Failed to load resource"


def _is_about_styles(root: str) -> bool:
    return not root.startswith("js-")


@dataclass(frozen=True)
class Seen:
    """What was observed of a page."""

    #: What its scripts found out, as JSON.
    reports: str
    #: On the console, and uncaught errors.
    messages: list[str]
    #: Files that did not come; when that is known is for the network to decide.
    failures: list[str]
    #: One line for each element, for each medium.
    styles: dict[str, list[str]] = field(default_factory=dict)
    picture: bytes = b""

    def differences(self, other: Seen) -> list[str]:
        """Return what is not the same in *other*, as far as that was looked at."""
        lines = [
            f"{name}: {mine!r} became {theirs!r}"
            for name in ("reports", "messages", "failures")
            if (mine := getattr(self, name)) != (theirs := getattr(other, name))
        ]
        for medium, theirs in other.styles.items():
            mine = self.styles[medium]
            lines += [f"{medium}: {line} is gone" for line in mine if line not in theirs]
            lines += [f"{medium}: {line} is new" for line in theirs if line not in mine]
            if sorted(mine) == sorted(theirs) and mine != theirs:
                lines.append(f"{medium}: the elements have another order")
        if other.picture and self.picture != other.picture:
            lines.append("the picture is another one")
        return lines


@dataclass(repr=False)
class Bench:
    """All sites: each is built when it is asked for first, and each page looked at once.

    All of them are of one origin and opened in one tab, or else a process would be started for
    each.
    """

    directory: Path
    origin: str
    page: Page
    warnings: dict[tuple[Variant, str], str] = field(default_factory=dict)
    _seen: dict[tuple[Variant, str, str], Seen] = field(default_factory=dict)
    _visit: Visit = field(init=False)

    def __post_init__(self) -> None:
        self._visit = Visit(self.page, self.origin)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._visit.note(f"uncaught: {error}"))

    def _note_console(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        # A page that was left may have something to say still.
        if url.startswith(self.origin) and not url.startswith(self._visit.origin):
            return
        failed = message.text.startswith(_FAILURE)
        self._visit.note(f"{url if failed else message.type}: {message.text}")

    def site(self, variant: Variant, root: str) -> Path:
        """Return where the site is, except for those that are joined carelessly."""
        site = self.directory / variant / root
        if not site.exists():
            enabled = variant == "ours"
            self.warnings[variant, root] = build(root, site, compress_enabled=enabled)
        return site

    def see(self, variant: Variant, root: str, path: str = HOME) -> Seen:
        key = (variant, root, path)
        if key not in self._seen:
            self.site(variant, root)
            seen = self._open(*key)
            # The other page shows whether files are found from there.
            if path == HOME or _is_about_styles(root):
                seen = self._with_looks(seen, root, path)
            self._seen[key] = seen
        return self._seen[key]

    def broken_carelessly(self, root: str, way: Way) -> list[str]:
        """Return what careless joining changes, or some of it."""
        stock = self.see("stock", root)
        site = self.directory / "careless" / root
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(self.site("stock", root), site)
        join_carelessly(site, way)
        seen = self._open("careless", root, HOME)
        return stock.differences(seen) or stock.differences(self._with_looks(seen, root, HOME))

    def _open(self, variant: Variant, root: str, path: str) -> Seen:
        visit = self._visit
        visit.origin = f"{self.origin}/{variant}/{root}"
        visit.messages.clear()
        page = visit.go(path)
        found = page.evaluate(REPORTS)
        if root == "csp-defer":
            # Accepted, and said in the manual: where a policy forbids inline scripts, a deferred
            # bundle loads its files, and DOMContentLoaded does not wait for these.
            found = sorted(found, key=str)
        reports = json.dumps(found, ensure_ascii=False)
        failures = sorted(message for message in visit.messages if _FAILURE in message)
        messages = [message for message in visit.messages if _FAILURE not in message]
        if root.startswith("csp-"):
            # A loader may have to try before it knows what a policy forbids.
            messages = [message for message in messages if "Content Security" not in message]
        return Seen(reports, messages, failures)

    def _with_looks(self, seen: Seen, root: str, path: str) -> Seen:
        styles = {"screen": self._styles()}
        picture = self.page.screenshot() if path == HOME else b""
        if path == HOME and _is_about_styles(root):
            self.page.emulate_media(media="print")
            styles["print"] = self._styles()
            self.page.emulate_media(media="screen", color_scheme="dark")
            styles["dark"] = self._styles()
            self.page.emulate_media(media="screen", color_scheme="light")
        return replace(seen, styles=styles, picture=picture)

    def _styles(self) -> list[str]:
        styles: list[str] = self.page.evaluate(STYLES)
        return [line.replace(self._visit.origin, "") for line in styles]


@pytest.fixture(scope="module")
def bench(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    directory = tmp_path_factory.mktemp("hazards")
    context = browser.new_context(
        viewport={"width": 800, "height": 600}, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(PATIENCE * 1000)
    # A build machine may not reach other sites.
    context.route("**://*.invalid/**", lambda route: route.abort())
    with serve(directory) as origin:
        yield Bench(directory, origin, context.new_page())
    context.close()


@pytest.mark.parametrize("root", ROOTS)
def test_a_hazard_changes_nothing_that_can_be_seen(bench: Bench, root: str) -> None:
    for path in (HOME, "sub/page.html"):
        differences = bench.see("stock", root, path).differences(bench.see("ours", root, path))
        assert not differences, "\n".join([path, *differences])


@pytest.mark.parametrize("root", [root for root in ROOTS if root not in HARMLESS])
def test_careless_joining_breaks_what_has_a_hazard(bench: Bench, root: str) -> None:
    assert bench.broken_carelessly(root, WAYS.get(root, "one after another")) != []


@pytest.mark.parametrize(
    ("root", "way"),
    [("plain", "one after another"), *(("plain-own", way) for way in _JOINERS)],
)
def test_careless_joining_breaks_nothing_that_has_no_hazard(
    bench: Bench, root: str, way: Way
) -> None:
    assert bench.broken_carelessly(root, way) == []
