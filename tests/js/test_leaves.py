"""The tokens of a script are found where they are."""

from __future__ import annotations

from sphinx_compress.js.leaves import leaves


def test_tokens_have_their_places_in_characters() -> None:
    script = "'é😀' /* ü */ + `a${ b }` // c\n;/x y/.test(1.50)"
    found = leaves(script)
    assert [leaf.text.decode() for leaf in found] == [
        *("'é😀'", "+", "`", "a", "${", "b", "}", "`", ";", "/x y/", ".", "test", "(", "1.50", ")")
    ]
    for leaf in found:
        assert script.startswith(leaf.text.decode(), leaf.start)


def test_a_script_with_an_error_has_tokens_too() -> None:
    assert [leaf.text for leaf in leaves("a = (b")][:3] == [b"a", b"=", b"("]
    assert leaves("") == []
