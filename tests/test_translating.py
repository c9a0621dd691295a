"""The catalogues have what the code says, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sphinx_compress.core.translation import LOCALE, speak, translated
from translating.catalogues import LANGUAGES, compiled, faults, load, path
from translating.extracting import IGNORED, PACKAGE, WORDS, messages

VALUE = re.compile(r"%\((\w+)\)s")
#: As short a template is believed only within another one.
SHORT = 4


@cache
def found() -> frozenset[str]:
    """Return the messages of the code."""
    return frozenset(each.template for each in messages())


languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def _speak_english_afterwards() -> Iterator[None]:
    yield
    speak()


def test_each_language_that_is_there_is_looked_at() -> None:
    assert sorted(each.name for each in LOCALE.iterdir()) == sorted(LANGUAGES)


@languages
def test_the_catalogue_has_the_messages_of_the_code_and_no_others(language: str) -> None:
    """If this fails, run ``python -m translating`` and translate what is new."""
    there = {each.id if isinstance(each.id, str) else each.id[0] for each in load(language)} - {""}
    assert (sorted(found() - there), sorted(there - found())) == ([], [])


@languages
def test_each_message_has_a_translation_with_all_its_values(language: str) -> None:
    assert [*faults(language)] == []


@languages
def test_what_programs_read_is_made_of_the_source(language: str) -> None:
    assert path(language, ".mo").read_bytes() == compiled(language)


@languages
def test_each_message_is_recognised_with_values_in_it(language: str) -> None:
    speak(language)
    wrong = {}
    for each in load(language):
        forms = [each.id] if isinstance(each.id, str) else [*each.id]
        strings = [each.string] if isinstance(each.string, str) else [*(each.string or ())]
        # Singular, then plural; there may be one form for both.
        for number, (english, other) in enumerate(zip(forms, (strings * 2)[:2], strict=False), 1):
            names = VALUE.findall(english)
            if not english or len(VALUE.sub("", english).replace(" ", "")) < SHORT:
                continue
            values = {name: str(number) if len(forms) > 1 else f"V{name}" for name in names}
            shown = translated(english % values if names else english)
            if shown != (other % values if names else other):
                wrong[english] = shown
    assert wrong == {}


def test_what_is_said_not_to_be_a_message_is_in_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translating.extracting.IGNORED", frozenset())
    assert IGNORED - {each.template for each in messages()} == set()


def test_messages_are_f_strings() -> None:
    """What ``str.format`` fills has no values here."""
    assert [each for each in found() if re.search(r"(?<!such as )\{\w+\}", each)] == []


def module(directory: Path, code: str) -> list[str]:
    (directory / "module.py").write_text(code)
    return [each.template for each in messages(directory)][len(WORDS) :]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("raise E(f'{a.b} was not found')", ["%(b)s was not found"]),
        ("x = f'{a} and {a!r}: it is {100}% full'", ["%(a)s and %(a2)s: it is %(value)s%% full"]),
        ("x = 'it is ' + why(error) + '; write ' + advice", ["it is %(why)s; write %(advice)s"]),
        ("x = f'there is {a}' if a else 'there is none'", ["there is none", "there is %(a)s"]),
        (
            "x = f'it has {count(len(a), \"page\")} now'",
            ["%(number)s page", "it has %(pages)s now"],
        ),
        ("yield f' and {len(a) - 1} more'", ["and %(number)s more"]),
        # No messages.
        ("'''A docstring of words.'''", []),
        ("WORDS = 'all of these are words'.split()", []),
        ("x = re.compile('some words to find')", []),
        ("x = y == 'some words'", []),
        ("x = '<a href>some words</a>'", []),
        ("def f(x: 'some words'): ...", []),
        ("x = '(identifier) @name'", []),
    ],
)
def test_what_reads_like_english_is_a_message(tmp_path: Path, code: str, wanted: list[str]) -> None:
    assert sorted(module(tmp_path, code)) == sorted(wanted)


def test_all_rooms_are_read() -> None:
    rooms = {Path(each.file).parts[1] for each in messages(PACKAGE)}
    assert {"build", "bundle", "commands", "config", "extension", "filters", "js"} <= rooms
