"""What stands in the head, in the body and at the end of pages, and whether scripts are moved."""

from typing import NamedTuple


class Case(NamedTuple):
    """The scripts of a page.  They say by ``note()`` what they found."""

    head: str = ""
    body: str = ""
    last: str = ""
    is_moved: bool = False


def script(text: str, attributes: str = "") -> str:
    """Return a script with this *text*."""
    return f"<script{attributes}>{text}</script>"


def file(name: str, attributes: str = "") -> str:
    """Return a script with its text in a file."""
    return f'<script{attributes} src="_static/{name}.js"></script>'


READY = "document.addEventListener('DOMContentLoaded', function () { note('%s') });"
A, B = script(READY % "A"), script(READY % "B")
F = script("function f() { note('f') }")
CALL = script("f()")
THEME = script("document.documentElement.dataset.theme = localStorage.getItem('x') || 'light';")
BOX = script("document.getElementById('box').style.display = 'block';")
SLOW = file("slow")
GTAG = file("far", " async").replace(
    "_static/far.js", "https://www.googletagmanager.com/gtag/js?id=x"
) + script(
    "window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }"
    "gtag('js', new Date());"
)

#: Of another site, which is what this stands for.
CDN = "https://cdn.test/"


def far(name: str, attributes: str = "") -> str:
    """Return a script with its text in a file of another site."""
    return file(name, attributes).replace("_static/", CDN)


#: Those of notebooks are beside the page.
BASE = script("requirejs.config({baseUrl: '_static'})")
WIDGETS = script('{"x": "state"}', " type=application/vnd.jupyter.widget-state+json")
BLOCKING = script("window.YETT_BLACKLIST = [/visits/];") + file("yett.min")
BLOCKED = script("note(document.querySelectorAll('[type=\"javascript/blocked\"]').length)")
#: A manager that has scripts run when a reader agrees, of which some are data up to then.
MANAGER = script(
    "addEventListener('load', function () {"
    "document.querySelectorAll('script[data-purpose]').forEach(function (old) {"
    "var made = document.createElement('script'); made.text = old.text;"
    "if (old.dataset.src) made.src = old.dataset.src; made.async = false; old.replaceWith(made);"
    "note(document.querySelectorAll('script[data-purpose]').length) }) })"
)
DATA = script("f(); note(typeof f)", " type=text/plain data-purpose=visits")
DATA_FILE = script("", " type=text/plain data-purpose=maps data-src=_static/visits.js")

CASES = {
    # As sites have it: what a reader agrees to, notebooks, and formulas.
    "yett": Case(BLOCKING + A + file("visits"), script("var n = 1"), BLOCKED + file("hints")),
    "yett-behind": Case(BLOCKING + F, file("visits") + BLOCKED, script("f(); yett.unblock()")),
    "agreed": Case(F + DATA, DATA_FILE, MANAGER, True),
    "agreed-at-once": Case(F + DATA + DATA_FILE, script("f()"), MANAGER),
    "notebook": Case(
        file("jquery") + far("require") + BASE + A,
        WIDGETS,
        script("note(typeof jQuery); require(['widgets'], note)"),
    ),
    "notebook-before": Case(far("require") + file("jquery") + F, WIDGETS + script("f()"), A),
    "widgets": Case(
        far("require") + BASE + far("widgets"), WIDGETS, script("require(['widgets'], note)") + SLOW
    ),
    "own-require": Case(file("require") + file("jquery") + A, "", script("note(typeof jQuery)")),
    "mathjax": Case(
        script("window.MathJax = {tex: {inlineMath: [['$', '$']]}}") + far("math", " defer"),
        "<p>$x$</p>",
        A,
        True,
    ),
    "mathjax-at-once": Case(script("MathJax = {a: 1}") + far("math") + A, "<p>$x$</p>", B),
    "mathjax-async": Case(script("window.MathJax = {a: 1}") + far("math", " async"), SLOW, A),
    "mathjax-with-a-hook": Case(
        F
        + script("window.MathJax = {startup: {ready: function () { note('never') }}, a: f.name}")
        + far("math", " defer"),
        "",
        A,
        True,
    ),
    # These are moved.
    "declares": Case(A + F, "", script("note(typeof f)"), True),
    "order": Case(A + B, "", script(READY % "C"), True),
    "lexical": Case(script("let hint = 'x';") + file("hints"), "", "", True),
    "offered": Case(file("ready") + script("ready(function () { note('ready') });"), "", A, True),
    "jquery": Case(file("jquery"), "", script("jQuery(function () { note($.fn.jquery) });"), True),
    "quiet-before-and-behind": Case(
        THEME + A, f"<p id='box' style='display: none'>Box</p>{BOX}", "", True
    ),
    "own-block": Case(
        "<script>DOCUMENTATION_OPTIONS.pagename = 'own-block';</script>" + A,
        "",
        script("note(DOCUMENTATION_OPTIONS.pagename)"),
        True,
    ),
    "deferred-reader": Case(
        script("window.MathJax = {a: 1};") + file("math", " defer"), "", "", True
    ),
    "storage": Case(
        script("const own = window.localStorage, at = typeof own;") + A, THEME, "", True
    ),
    # Where this site will be is not known, so that it may be there.
    "frame-of-some-site": Case(A, "<iframe src='https://127.0.0.1:9/'></iframe>"),
    "frame-of-a-player": Case(
        A, "<iframe src='https://www.youtube.com/embed/x'></iframe>", is_moved=True
    ),
    "analytics": Case(GTAG + A, "", "", True),
    "both-targets": Case(
        script("addEventListener('DOMContentLoaded', function () { note('window') })") + A,
        "",
        script(READY % "B"),
        True,
    ),
    "declared-again": Case(script("let x = 3;"), "", script("var x = 2; note('never')"), True),
    "consent": Case(
        F,
        "",
        "<script type=text/plain>f()</script>"
        + script(
            "var q = document.querySelector('[type=\"text/plain\"]'), n; n = "
            "document.createElement('script'); n.text = q.text; q.replaceWith(n)"
        ),
        True,
    ),
    # Of these, only what others have in the head.
    "listener-by-property": Case(
        script("window.addEventListener('load', function () { note('A') })"),
        script("window.onload = function () { note('B') }"),
        is_moved=True,
    ),
    "later-value": Case(
        script("var seen = document.documentElement.lang;"),
        script("document.documentElement.lang = 'x'"),
        script("note(seen)"),
        is_moved=True,
    ),
    # Somebody uses what is declared.
    "called": Case(F, CALL),
    "called-by-a-timer": Case(F, script("setTimeout('f' + '()', 0)") + SLOW),
    "called-by-parts": Case(F, script("window['f' + '']()")),
    "called-by-an-escape": Case(F, script("\\u0066()")),
    "called-by-a-text": Case(F, "<p id=q>f()</p>" + script("new Function(q.textContent)()")),
    "called-by-a-module": Case(F, script("f()", " type=module async") + SLOW),
    "called-by-a-frame": Case(F, "<iframe src='javascript:parent.f()'></iframe>" + SLOW),
    "called-by-a-click": Case(F, "<p id=q onclick='f()'></p>" + script("q.click()")),
    "exported": Case(script("(function () { function f() { note('f') } window.f = f })()"), CALL),
    "aliased": Case(script("(function (W) { W.f = function () { note('f') } })(window)"), CALL),
    "set-up": Case(script("function go() { window.x = 1 }") + script("go()"), script("note(x)")),
    "assigned": Case(script("Object.assign(window, {f: function () { note('f') }})"), CALL),
    "given-to-others": Case(
        script("var App = {};") + script("App.go = function () { note('go') }"), script("App.go()")
    ),
    "plugin": Case(
        file("jquery") + script("$.fn.go = function () { note('go') }"), script("$('p').go()")
    ),
    "configuration": Case(
        script("window.MathJax = {a: 1}; function g() {}") + file("math", " async"), SLOW
    ),
    # Somebody waits for the same.
    "listener-behind": Case(A, B),
    "listener-by-another": Case(
        script("note(1); function on(f) { document.addEventListener('DOMContentLoaded', f) }") + A,
        script("on(function () { note('B') })"),
    ),
    "event-made": Case(
        script("document.addEventListener('click', function () { note('A') })"),
        "<p id=q></p>" + script("document.getElementById('q').click()"),
    ),
    "error": Case(script("window.onerror = function () { note('error') }"), script("null.x")),
    "hash": Case(
        script("window.addEventListener('hashchange', function () { note('hash') })"),
        script("location.hash = 'x'") + SLOW,
    ),
    "load-of-images": Case(
        script("document.addEventListener('load', e => e.target.alt && note('load'), true)"),
        "<img alt=x src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>" + SLOW,
    ),
    "patched": Case(
        A, script("document.addEventListener = function (type) { note('patched ' + type) }")
    ),
    # It looks at what changes.
    "body": Case(script("var seen = document.body;") + A, script("note(seen)")),
    "elements": Case(
        file("jquery") + script("var ps = $('p'); $(function () { note(ps.length) });")
    ),
    "named-element": Case(
        script("window.usage = window.usage || 'none';") + A,
        "<p id=usage></p>",
        script("note(usage)"),
    ),
    "later-function": Case(
        script("note(1); function set() { window.x = 2 }") + script("var seen = window.x;"),
        script("set()"),
        script("note(seen)"),
    ),
    # It does more than it seems.
    "theme": Case(
        script("var Data = document.documentElement.dataset; Data.theme = 'dark';"),
        script("note(document.documentElement.dataset.theme)"),
    ),
    "default-parameter": Case(
        script("(function (a = note('effect')) {})()"), script("note('body')")
    ),
    "shadowed": Case(
        script("(function (Set) { new Set() })(function () { note('effect') })"),
        script("note('body')"),
    ),
    "several": Case(
        script("function g() {}") + script("function g() { note('effect') }") + script("g()"),
        script("note('body')"),
    ),
    "extended": Case(script("class B extends (note('effect'), Object) {}"), script("note('body')")),
    "tagged": Case(script("var text = note`effect`;"), script("note('body')")),
    "opened": Case(F, "<details open ontoggle='f()'>x</details>" + SLOW),
    "accessor": Case(script("var o = {get x() { note('effect') }}; o.x"), script("note('body')")),
    # There is no place for it, or it would be seen there.
    "left-open": Case(A, "", "<textarea>x"),
    "styled": Case(F, "<style>body > * { display: block }</style>"),
    "last-child": Case(
        F, "", "<style>body > .note:last-child { font-size: 50px }</style><p class=note>End</p>"
    ),
    "base": Case(file("hints"), "<base href='/nowhere/'>"),
    "torn-end": Case(F, "<script title='</script'>f()</script>"),
}
