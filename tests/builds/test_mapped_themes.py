"""Mozilla's library finds the sources of whatever a theme's bundles hold."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from sphinx_compress.core.map_comments import map_url
from sphinx_compress.core.types import Kind
from sphinx_compress.css.tokens import normalize
from sphinx_compress.filters.own_maps import reader_url
from tests.conftest import Built, Project
from tests.mapping import Mapped, Place, mapped_texts, resolved, tokens_of

#: How many positions are looked up for each theme.
POSITIONS: Final = 1000

#: The themes, and whether they bring maps of their own.
THEMES: Final = {
    "alabaster": False,
    "classic": False,
    "furo": True,
    "sphinx_rtd_theme": False,
    "pydata_sphinx_theme": True,
    "sphinx_book_theme": True,
    "python_docs_theme": False,
    "sphinxawesome_theme": False,
}

Position = tuple[int, int]
#: What stands at the places that the maps of a theme lead to, in the theme's own files.
Brought = dict[Place, set[str]]


@pytest.mark.parametrize("theme", THEMES)
def test_random_tokens_lead_to_the_same_tokens(
    theme: str, tmp_path: Path, node_tools: Path
) -> None:
    source = Project(tmp_path / "source", tmp_path / "builds")
    source.write("index.rst", "Title\n=====\n\n.. code-block:: python\n\n   a = 1\n")
    source.write("conf.py", f"extensions = ['sphinx_compress']\nhtml_theme = {theme!r}\n")
    # Rules for subsets of fonts are in no source.  Of critical parts, all tokens are looked at
    # by another test.
    off = [word for name in ("fonts", "critical") for word in ("-D", f"compress_{name}=off")]
    built = source.run("-D", "compress_source_maps=1", *off)
    texts = list(mapped_texts(built.directory / "_static" / "compress"))
    tokens = [(text, token) for text in texts for token in text.tokens()]
    picked: dict[Mapped, list[tuple[str, Position]]] = defaultdict(list)
    for text, token in random.Random(theme).sample(tokens, POSITIONS):
        picked[text].append(token)
    jobs = [(text.map, [place for _, place in picked[text]]) for text in picked]
    brought = maps_of_theme(built, node_tools)
    assert bool(brought) is THEMES[theme]
    nowhere: list[str] = []
    found = resolved(node_tools, jobs)
    for (text, wanted), (map_, _), places in zip(picked.items(), jobs, found, strict=True):
        contents = dict(zip(map_["sources"], map_["sourcesContent"], strict=True))
        for (word, _), place in zip(wanted, places, strict=True):
            if place.source is None:
                nowhere.append(word)
            elif place in brought:
                assert word in brought[place]
            else:
                content = contents[place.source]
                assert is_at(word, normalize(content) if text.kind == "css" else content, place)
    # The maps of themes do not know where all of these come from.
    assert len(nowhere) <= (POSITIONS * 0.05 if brought else 0)


def is_at(token: str, content: str, place: Place) -> bool:
    """Return whether a token stands at a place, maybe written in another way."""
    line = content.split("\n")[place.line : place.line + 100]
    column = line[0].encode("utf-16-le")[2 * place.column :].decode("utf-16-le")
    text = "\n".join([column, *line[1:]])
    if text.lower().startswith(token.lower()):
        return True
    if token[0] == "#" or token.isalpha():
        return text.startswith(("#", "rgb(")) or (text[:1].isalpha() and token[0] == "#")
    if token[0] in "0123456789.-+":
        return text[0] in "0123456789.-+"
    return token[0] in "'\"u" and "url(" in f"{token} {text[:5]}".lower()


def maps_of_theme(built: Built, node: Path) -> Brought:
    """Return what stands where the maps lead that the files of a theme bring."""
    found: Brought = defaultdict(set)
    static = built.directory / "_static"
    for kind in ("css", "js"):
        for file in sorted(static.rglob(f"*.{kind}")):
            if "compress" not in file.parts:
                add_places(found, static, file, kind, node)
    return found


def add_places(found: Brought, static: Path, file: Path, kind: Kind, node: Path) -> None:
    text = file.read_text("utf-8")
    map_file = file.parent / (map_url(text) or "none")
    if not map_file.is_file():
        return
    place = f"_static/{map_file.relative_to(static).as_posix()}"
    mapped = Mapped(file, kind, text, map_file)
    tokens = tokens_of(text, kind)
    [places] = resolved(node, [(mapped.map, [each for _, each in tokens])])
    for (token, _), origin in zip(tokens, places, strict=True):
        if origin.source is not None:
            name = reader_url(origin.source, place)
            if name.startswith("_static/"):
                name = f"../../{name.removeprefix('_static/')}"
            found[origin._replace(source=name)].add(token)
