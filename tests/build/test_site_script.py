"""Tests of the scripts of a site."""

from __future__ import annotations

from sphinx_compress.build.site_script import Script
from sphinx_compress.js.tag_references import ANY, references


def test_a_script_tells_where_it_asks_for_something() -> None:
    text = "\n document.querySelectorAll('link')[1].remove()"
    script = Script("1", lambda: text, "*js x.js", name="x.js")
    assert list(script.at(references(text), [ANY["css"]])) == [
        (ANY["css"], "x.js, line 2, column 2")
    ]
    assert script.text.read() == text
    assert not script.text.is_block
