from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY

BOTH = frozenset(ANY.values())


@pytest.mark.parametrize(
    "text",
    [
        'addEventListener("securitypolicyviolation", (e) => log(e.blockedURI))',
        "new ReportingObserver(report).observe()",
        'navigator.serviceWorker.register("sw.js")',
        "eval(localStorage.code)",
        'new Function("a", sessionStorage.getItem("b"))',
        "setTimeout(localStorage.later, 10)",
        "fetch(x).then((r) => r.text()).then((code) => (0, eval)(code))",
        "fetch(x).then((r) => r.text()).then(eval)",
        "const run = eval; run(y)",
        "for (const e of all) new Function(e.getAttribute('x-init'))()",
        "new Function(document.body.dataset.code)()",
        'customElements.define("x-a", A, { extends: name() })',
        "fetch(location.href)",
        "Reflect.get(document, x)",
        "new XMLSerializer().serializeToString(document)",
        "const page = document; go(new XMLSerializer().serializeToString(page))",
        "const here = window.location.pathname; fetch(here)",
        'fetch("")',
        "fetch(new Request(document.URL))",
        'const x = new XMLHttpRequest(); x.open("GET", "guide/index.html?a")',
    ],
)
def test_what_is_followed_no_further_asks_for_all_tags(text: str) -> None:
    assert references(text).words == BOTH


def test_an_element_of_a_class_of_its_own_asks_for_its_kind() -> None:
    text = 'customElements.define("x-a", class extends HTMLLinkElement {}, { extends: "link" })'
    assert references(text).words == {ANY["css"]}


@pytest.mark.parametrize(
    "text",
    [
        "Node.prototype.appendChild = function (node) { return add.call(this, node); }",
        'Object.defineProperty(HTMLScriptElement.prototype, "text", { set: take })',
        '["text", "src"].forEach((k) => Object.defineProperty(HTMLScriptElement.prototype, k, x))',
        "for (const name of names) Node.prototype[name] = wrap(Node.prototype[name])",
    ],
)
def test_what_replaces_what_bundles_use_asks_for_scripts(text: str) -> None:
    assert references(text).words == {ANY["js"]}


@pytest.mark.parametrize(
    "text",
    [
        "navigator.serviceWorker.getRegistrations().then(end)",
        'eval("1 + 1")',
        '(0, eval)("this")',
        'const macros = { eval: "Eval", evaluated: "Eval" }; macros.eval = 1',
        'Function("return this")()',
        "setTimeout(() => localStorage.clear(), 10)",
        "setTimeout(next, localStorage.wait)",
        'customElements.define("x-a", class extends HTMLElement {})',
        'customElements.define("x-a", A, { extends: "p" })',
        'define("name", ["a"], { extends: 1 })',
        "Node.prototype.appendChild.call(a, b)",
        "const add = Node.prototype[name]; Object.keys(Node.prototype, 1)",
        "Element.prototype['matches'] = Element.prototype[name]",
        "Object.defineProperty(Node.prototype)",
        "Object.defineProperty(Array.prototype, name, x); Array.prototype[name] = x",
        'fetch("data.json")',
        "Reflect.get(x, y); map.get(document)",
        "fetch(new URL('x.json', location.href))",
        'window.open("a.html", "")',
        'open("a.html", "b.html")',
        "fetch()",
        "if (!Element.prototype.remove) Element.prototype.remove = function () {}",
    ],
)
def test_what_leads_to_no_tag_asks_for_nothing(text: str) -> None:
    assert references(text).words == frozenset()


def test_the_url_of_what_stands_beside_an_element_is_that_of_a_script() -> None:
    for name in ("nextElementSibling", "previousSibling"):
        read = f"go(document.getElementById('text').{name}"
        assert references(f"{read}.src)").words == {ANY["js"]}
        assert references(f"{read}?.src)").words == {ANY["js"]}
        assert references(f"{read}.className)").words == set()
    assert references("picture.nextElementSibling.src = 'large.png'").words == set()
