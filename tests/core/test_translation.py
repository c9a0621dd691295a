from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core import translation
from sphinx_compress.core.translation import (
    LOCALE,
    Later,
    Translator,
    speak,
    speak_as_environment,
    translated,
)

GERMAN = LOCALE / "de" / "LC_MESSAGES" / "sphinx_compress.mo"
TRANSLATOR = Translator(GERMAN.read_bytes())


@pytest.fixture(autouse=True)
def _speak_english_afterwards() -> Iterator[None]:
    yield
    speak()


@pytest.mark.parametrize("languages", [(), ("en",), ("en_GB", "de"), ("C", "de"), ("tlh",)])
def test_english_is_shown_where_nothing_is_translated(languages: tuple[str, ...]) -> None:
    speak(*languages)
    assert translated("all is well") == "all is well"


@pytest.mark.parametrize(
    "languages", [("de",), ("de_AT.UTF-8",), ("tlh", "de", "en"), ("de", "fr")]
)
def test_the_first_language_that_there_is_is_spoken(languages: tuple[str, ...]) -> None:
    speak(*languages)
    assert translated("all is well") == "alles in Ordnung"


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, "all is well"),
        ({"LANG": "fr_FR.UTF-8"}, "tout va bien"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_ES.UTF-8"}, "todo está bien"),
        ({"LC_ALL": "es_ES.UTF-8", "LANGUAGE": "ja:fr"}, "問題ありません"),
        ({"LANG": "C.UTF-8"}, "all is well"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": ""}, "一切正常"),
    ],
)
def test_the_environment_says_it_as_gettext_has_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], shown: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    speak_as_environment()
    assert translated("all is well") == shown


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("", ""),
        ("  → 3 ", "  → 3 "),
        # What comes from elsewhere stays as it is.
        ("Permission denied: 'a b c'", "Permission denied: 'a b c'"),
        # Values.
        ("a.css was not found", "a.css wurde nicht gefunden"),
        # One message within another one, and the place behind both.
        (
            "a.css cannot be read: No such file; its tag stays as it is (a.css) [page index]",
            "a.css kann nicht gelesen werden: No such file; der Tag bleibt, wie er ist (a.css)"
            " [Seite index]",
        ),
        # Two values that touch.
        (
            "there is no setting compress_ofline (did you mean compress_offline?)",
            "es gibt keine Einstellung compress_ofline (war compress_offline gemeint?)",
        ),
        ("there is no setting x", "es gibt keine Einstellung x"),
        ("on page a/b and 3 more:", "auf Seite a/b und 3 weitere:"),
        # Numbers.
        ("check: 1 page and 2 bundles: 1 problem", "check: 1 Seite und 2 Bündel: 1 Problem"),
        (
            "check: 0 pages and 1 bundle: all is well",
            "check: 0 Seiten und 1 Bündel: alles in Ordnung",
        ),
        ("many pages", "many pages"),
        # What stands before a message, and around one.
        ("! all is well", "! alles in Ordnung"),
        ("(all is well)", "(alles in Ordnung)"),
        # Several of them.
        ("3 written, 2 reused, 1 removed", "3 geschrieben, 2 wiederverwendet, 1 entfernt"),
        ("it is empty\nall is well", "es ist leer\nalles in Ordnung"),
        # A percent sign is one.
        (
            "100% of a.css: it has a syntax error",
            "100% of a.css: es enthält einen Syntaxfehler",
        ),
        ("50%% was not found", "50%% wurde nicht gefunden"),
        ("%(url)s was not found", "%(url)s wurde nicht gefunden"),
    ],
)
def test_as_much_is_translated_as_is_known(english: str, german: str) -> None:
    speak("de")
    assert translated(english) == german


def test_the_template_that_says_most_is_meant() -> None:
    speak("de")
    # `%(tag)s stays%(reason)s` would do, too.
    assert translated("x stays, and cannot be read") == "x bleibt und kann nicht gelesen werden"


def test_a_long_text_is_translated_line_by_line() -> None:
    speak("de")
    lines = [f"  <a b, c; d (e) [f]: {'g, ' * 200}", "all is well"] * 40
    shown = translated("\n".join(lines)).split("\n")
    assert shown[0] == lines[0]
    assert shown[1::2] == ["alles in Ordnung"] * 40


@pytest.mark.parametrize(
    "part", ["x uses ", "page ", "a, ", "it has ", "(", "a (", "a: ", "\n", "it "]
)
def test_what_a_tool_says_does_no_harm(part: str) -> None:
    speak("de")
    assert len(translated(part * 3000)) > 1000
    assert translated(f"a.css was not found: {part * 3000}").startswith("a.css wurde nicht gef")


#: What messages are made of, and what may look like them.
PARTS = [
    "it has ",
    "a.css",
    " was not found",
    ": ",
    "; ",
    " (",
    ")",
    "1",
    " page",
    " in ",
    "%",
    "\n",
]


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=3)), max_size=30).map("".join))
def test_any_text_can_be_shown(text: str) -> None:
    shown = TRANSLATOR.translate(text)
    assert shown == TRANSLATOR.translate(text)
    assert bool(shown) == bool(text)


def test_what_nobody_reads_is_not_translated() -> None:
    message = Later("all is well")
    speak("de")
    assert str(message) == "alles in Ordnung"


def test_the_same_file_gives_the_same_translator() -> None:
    speak("de")
    first = translation._translator(("de",), LOCALE)
    assert first is translation._translator(("de",), LOCALE)
    assert isinstance(first, Translator)


def test_the_catalogue_is_a_file_of_little_endian_numbers() -> None:
    assert struct.unpack_from("<I", GERMAN.read_bytes()) == (0x950412DE,)
