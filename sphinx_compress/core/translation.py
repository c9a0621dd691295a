"""Says in a reader's language what is written in English.

All messages are made in English, and kept so: caches, journals and manifests have the same bytes
whatever the language of a build, and so they may be shared.  Only what is shown is translated: the
catalogue's templates are held against the text, and that one is taken which says most of it.
"""

from __future__ import annotations

import gettext
import io
import os
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

#: Where the catalogues are, and what each of them is called.
LOCALE: Final = Path(__file__).parents[1] / "locale"
DOMAIN: Final = "sphinx_compress"

#: Languages for which no catalogue is needed.
_ENGLISH: Final = frozenset({"C", "POSIX", "en"})
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_VALUE: Final = re.compile(r"%\((\w+)\)s")
#: Where a text may be put together of two: behind a mark, before a bracket, or before "and 3 more".
_SEAM: Final = re.compile(r"(?<=[,;:.])\s+|\s+(?=[(\[]|and \d)|\n\s*")
#: What may stand around a message.
_AROUND: Final = (
    re.compile(r"([\s!]*)(.*?)([\s,;:.]*)", re.DOTALL),
    re.compile(r"([(\[]?)(.*?)([)\]]?)", re.DOTALL),
)

#: A template with fewer characters is believed only if one of its values is a message, too.
_FEW: Final = 4
#: Of a text with more seams, only the lines are looked at, and the first seams.
_MANY_SEAMS: Final = 24
_FIRST_SEAMS: Final = 2
#: What a tool says may be anything.  So many messages within each other, and so many parts of one
#: text, are looked at.
_DEEP: Final = 24
_MANY_PARTS: Final = 2000

_languages: list[str] = []


def speak(*languages: str) -> None:
    """Show all that follows in the first of *languages* that there is a catalogue for.

    :param languages: such as ``de`` or ``zh_CN``; English is what is shown without any.
    """
    _languages[:] = languages


def speak_as_environment() -> None:
    """Show all that follows in the language that the environment asks for, as gettext reads it."""
    wanted = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    speak(*wanted.split(":"))


def translated(text: str) -> str:
    """Return an English message in the language of :func:`speak`.

    What the catalogue does not know stays as it is.
    """
    translator = _translator(tuple(_languages), LOCALE)
    return translator.translate(text) if translator else text


class Later:
    """A message that is translated if somebody reads it at all."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return translated(self._text)


@cache
def _translator(languages: tuple[str, ...], place: Path) -> Translator | None:
    wanted = []
    for language in languages:
        if re.split(r"[_.@-]", language)[0] in _ENGLISH:
            break
        wanted.append(language)
    file = gettext.find(DOMAIN, str(place), wanted) if wanted else None
    return Translator(Path(file).read_bytes()) if file else None


class _Found(NamedTuple):
    """A text in another language."""

    text: str
    #: How many characters of the English one templates have, without blanks.
    known: int = 0
    #: How many of them the outermost templates have: of equals, the more special one is meant.
    own: int = 0


class _Template(NamedTuple):
    """A message with places for values."""

    message: str
    #: The texts before, between and behind the values.
    texts: tuple[str, ...]
    names: tuple[str, ...]
    #: Of those that count something: singular and plural.
    forms: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many characters it has itself, without blanks."""
        return len("".join(self.texts).replace(" ", ""))

    def values(self, text: str) -> dict[str, str] | None:
        """Return the values with which it makes *text*; ``None`` if none do."""
        first, *others = self.texts
        if not others:
            return {} if text == first else None
        if not (text.startswith(first) and text.endswith(others[-1])):
            return None
        end, at = len(text) - len(others[-1]), len(first)
        found = []
        for each in others[:-1]:
            # Of two values without a text between them, the second is taken to be all.
            place = text.find(each, at, end)
            if place < 0:
                return None
            found.append(text[at:place])
            at = place + len(each)
        return dict(zip(self.names, [*found, text[at:end]], strict=True)) if at <= end else None


def _template(message: str, forms: tuple[str, ...] = ()) -> _Template:
    parts = _VALUE.split(message)
    if len(parts) == 1:
        return _Template(message, (message,), ())
    texts = tuple(part.replace("%%", "%") for part in parts[::2])
    return _Template(message, texts, tuple(parts[1::2]), forms)


class Translator:
    """A catalogue that is asked for finished texts.

    :param data: a file as ``msgfmt`` makes it, of little-endian numbers.
    """

    def __init__(self, data: bytes) -> None:
        self._catalogue = gettext.GNUTranslations(io.BytesIO(data))
        self._templates = sorted(_templates(data))

    def translate(self, text: str) -> str:
        """Return *text*, as much of it as the catalogue knows, in its language."""
        # What is in a part of it is in all of it, so that most of them need not be tried on parts.
        within = [each for each in self._templates if all(map(text.__contains__, each.texts))]
        return _Reading(self, within).best(text).text

    def filled(self, template: _Template, texts: Mapping[str, str]) -> str:
        """Return *template* in the other language, with the values *texts*."""
        if template.forms:
            singular, plural = template.forms
            return self._catalogue.ngettext(singular, plural, int(texts["number"])) % texts
        message = self._catalogue.gettext(template.message)
        return message % texts if texts else message


class _Reading:
    """One text, and what was found of its parts."""

    def __init__(self, translator: Translator, templates: Sequence[_Template]) -> None:
        self._translator = translator
        self._templates = templates
        self._known: dict[str, _Found] = {}
        self._depth = 0

    def best(self, text: str) -> _Found:
        """Return the translation that most of *text* speaks for; of such, the first."""
        found = self._known.get(text)
        if found is None:
            found = _Found(text)
            if self._depth < _DEEP and len(self._known) < _MANY_PARTS and _has_letters(text):
                self._depth += 1
                found = max(self._candidates(text), key=lambda each: each[1:])
                self._depth -= 1
            self._known[text] = found
        return found

    def _candidates(self, text: str) -> Iterator[_Found]:
        # One at the least, for `max`.
        yield _Found(text)
        for template in self._templates:
            values = template.values(text)
            if values is not None:
                yield from self._filled(template, values)
        for pattern in _AROUND:
            match = pattern.fullmatch(text)
            if match and match[2] != text:
                inner = self.best(match[2])
                yield inner._replace(text=match[1] + inner.text + match[3])
        seams = list(_SEAM.finditer(text))
        if len(seams) > _MANY_SEAMS:
            yield self._lines(text)
            del seams[_FIRST_SEAMS:]
        for seam in seams:
            head, tail = self.best(text[: seam.start()]), self.best(text[seam.end() :])
            both = head.text + seam[0] + tail.text
            yield _Found(both, head.known + tail.known, head.own + tail.own)

    def _lines(self, text: str) -> _Found:
        lines = text.split("\n")
        if len(lines) == 1:
            return _Found(text)
        found = [self.best(line) for line in lines]
        known, own = sum(each.known for each in found), sum(each.own for each in found)
        return _Found("\n".join(each.text for each in found), known, own)

    def _filled(self, template: _Template, values: Mapping[str, str]) -> Iterator[_Found]:
        """Yield *template* in the other language, with *values* that are translated, too."""
        if template.forms and not values["number"].isdecimal():
            return
        inner = {name: self.best(value) for name, value in values.items()}
        known = sum(each.known for each in inner.values())
        if values and not known and template.known < _FEW:
            return
        text = self._translator.filled(template, {name: each.text for name, each in inner.items()})
        yield _Found(text, known + template.known, template.known)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _templates(data: bytes) -> Iterator[_Template]:
    """Yield the templates of a catalogue; gettext itself answers for those only that one knows."""
    _, _, count, table = struct.unpack_from("<4I", data)
    for number in range(count):
        size, start = struct.unpack_from("<2I", data, table + 8 * number)
        forms = data[start : start + size].decode().split("\0")
        if forms == [""]:
            # The header.
            continue
        for form in forms:
            yield _template(form, tuple(forms) if forms[1:] else ())
