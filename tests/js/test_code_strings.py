"""Tests of code in strings."""

from __future__ import annotations

import pytest

from sphinx_compress.js.code_strings import code_strings
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import parse
from sphinx_compress.js.tag_references import ANY, references

LOOK = "document.querySelector('link[href*=night]').remove()"


def codes(text: str) -> list[str]:
    source = text.encode()
    root = parse(source).root_node
    return [code for _, code in code_strings(root, Scopes(source, root))]


@pytest.mark.parametrize(
    "text",
    [
        f'setTimeout("{LOOK}", 9)',
        f'b.setAttribute("onclick", "{LOOK}")',
        f'script.text = "go();\\n{LOOK}"',
        f'new Blob(["{LOOK}"])',
        """new Blob(["var l = document.querySelector('link[href*=night]');", "l.remove()"])""",
        f'a.href = "javascript:{LOOK}"',
        f'Function("{LOOK}")',
        f"eval(`{LOOK}`)",
        f'box.innerHTML = "<b id=a onclick=\\"{LOOK}\\">x</b>"',
        f'box.innerHTML = "<b onclick=\\"" + "{LOOK}" + "\\">x</b>"',
        f'box.innerHTML = `text <b onclick="{LOOK.replace(chr(39), "&#39;")}">x</b>`',
        f'document.write("<script>{LOOK}<\\/script>")',
        """eval(["var l = document.querySelector('link[href*=night]')", "l.remove()"].join(";"))""",
        """setTimeout("document.querySelector('link[href*=" + 'night' + "]').remove()")""",
        """setTimeout(`f(${id}); document.querySelector('link[href*=night]').remove()`)""",
        """setTimeout('docum' + "ent.querySelector('link[href*=night]').remove()", 9)""",
        """var a = "ent.query"; eval('docum' + a + "Selector('link[href*=night]').remove()")""",
        """eval('eval("document.querySelector(\\\\"link[href*=night]\\\\").remove()")')""",
    ],
)
def test_code_in_a_string_looks_for_what_it_looks_for(text: str) -> None:
    assert references(text).words == {f"{ANY['css']} night"}


def test_code_with_unknown_parts_may_look_for_any() -> None:
    text = """setTimeout("document.querySelector('link[href*=" + name + "]').remove()")"""
    assert references(text).words == {ANY["css"]}
    assert references("Function('return document.styleSheets')()[n]").words == {ANY["css"]}
    text = """box.innerHTML = "<img src=a onerror='go(this.ownerDocument.scripts[n])'>" """
    assert references(text).words == {ANY["js"]}


@pytest.mark.parametrize(
    "text",
    [
        "log('Failed to call querySelector() on a document')",
        "go('link')",
        "go('<b>document.head</b>')",
        "document.querySelector('.a')",
    ],
)
def test_what_is_no_code_is_not_read_as_such(text: str) -> None:
    assert codes(text) == []


def test_one_text_is_read_once_as_a_whole() -> None:
    assert codes("f('document.head.a();' + 'document.head.b()')") == [
        "document.head.a();document.head.b()"
    ]


def test_a_tag_is_found_where_the_string_is() -> None:
    assert references(f'go();\nsetTimeout("{LOOK}")').places == {f"{ANY['css']} night": (2, 12)}


def test_code_that_is_run_needs_no_name_of_the_page() -> None:
    text = "new Function('d', 'd.styleSheets[1].disabled = true')(document)"
    assert references(text).words == {ANY["css"]}
