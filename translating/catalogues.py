"""The catalogues: what has to be in them, and what they become."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinx_compress.core.translation import DOMAIN, LOCALE

from .extracting import messages

LANGUAGES = ("de", "es", "fr", "ja", "zh_CN")

#: Nothing that a clock or the version of a tool says.
_HEADERS = frozenset(
    "Content-Transfer-Encoding Content-Type Language MIME-Version Plural-Forms".split()
)


class _Reproducible(Catalog):
    """A catalogue whose header is the same whoever writes it."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [each for each in super()._get_mime_headers() if each[0] in _HEADERS]

    mime_headers = property(_get_mime_headers)


def path(language: str, suffix: str = ".po") -> Path:
    """Return where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}{suffix}"


def template() -> Catalog:
    """Return a catalogue of all messages, without any translation."""
    catalogue = Catalog(fuzzy=False)
    for each in messages():
        ids = (each.template, each.plural) if each.plural else each.template
        catalogue.add(ids, locations=[(each.file, each.line)])
    return catalogue


def load(language: str) -> Catalog:
    """Return the catalogue of a language as it was written."""
    file = path(language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def renewed(language: str) -> Catalog:
    """Return the catalogue of a language with the messages that the code has now.

    A message that is new has no translation, or that of a similar one, marked as fuzzy.
    """
    old = load(language)
    old.update(template())
    catalogue = _Reproducible(locale=language, fuzzy=False, header_comment=_COMMENT)
    for each in old:
        if each.id:
            places = sorted({(file, 1) for file, _ in each.locations})
            catalogue.add(each.id, each.string, places, each.flags)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return the source of a catalogue."""
    file = io.BytesIO()
    write_po(file, catalogue, width=98, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def compiled(language: str) -> bytes:
    """Return what programs read of the catalogue of a language."""
    catalogue = _Reproducible(locale=language, fuzzy=False)
    for each in load(language):
        if each.id:
            catalogue.add(each.id, each.string, flags=each.flags)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def faults(language: str) -> Iterator[str]:
    """Yield what is wrong with the translations of a language."""
    catalogue = load(language)
    for each in catalogue:
        strings = [each.string] if isinstance(each.string, str) else list(each.string or ("",))
        if each.id and (each.fuzzy or not all(strings)):
            yield f"{each.id}: there is no translation, or one of another message"
        # The two are one value when the message is read.
        beside = _beside(each.id if isinstance(each.id, str) else "")
        if not all(beside <= _beside(string) for string in strings):
            yield f"{each.id}: two values that touch must touch in the translation"
    for each, errors in catalogue.check():
        yield from (f"{each.id}: {error}" for error in errors)


def _beside(text: str) -> set[str]:
    return set(re.findall(r"(?<=\))s%\(\w+(?=\))", text))


_COMMENT = """\
# Messages of sphinx_compress in this language.  What is similar in Sphinx has the words of Sphinx's
# own catalogues.  The manual says how to send a correction."""
