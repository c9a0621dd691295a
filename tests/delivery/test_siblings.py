"""Tests of precompressed siblings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.core.types import ContentEncoding
from sphinx_compress.delivery.encodings import Encoding, load_encodings
from sphinx_compress.delivery.siblings import Siblings, text_files

TEXT = "a { color: red }\n" * 100


class Output:
    """An output directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "html"
        self.state = directory / "state"
        self.cache = DirectoryCache(directory / "cache", 10**6)
        #: What was made, in the order in which it was told.
        self.told: list[str] = []

    def write(self, path: str, content: str = TEXT) -> None:
        (self.directory / path).parent.mkdir(parents=True, exist_ok=True)
        (self.directory / path).write_text(content)

    def update(self, *paths: str, names: Sequence[ContentEncoding] = ("gz", "br")) -> list[str]:
        return self.update_with(load_encodings(names)[0], *paths)

    def update_with(self, encodings: Sequence[Encoding], *paths: str) -> list[str]:
        record = self.state / "siblings.json"
        siblings = Siblings(self.directory, self.cache, record, self.directory)
        self.told.clear()

        def progress(names: Sequence[str]) -> Iterable[str]:
            for name in names:
                self.told.append(name)
                yield name

        return siblings.update(paths, encodings, progress)

    def files(self) -> set[str]:
        paths = self.directory.rglob("*")
        return {path.relative_to(self.directory).as_posix() for path in paths if path.is_file()}


@pytest.fixture(name="output")
def an_output_directory(tmp_path: Path) -> Output:
    output = Output(tmp_path)
    output.write("css/a.css")
    return output


def test_each_file_gets_a_sibling_in_each_encoding(output: Output) -> None:
    output.write("b.js")
    assert output.update("css/a.css", "b.js") == []
    siblings = {"css/a.css.gz", "css/a.css.br", "b.js.gz", "b.js.br"}
    assert output.files() == {"css/a.css", "b.js"} | siblings
    for encoding in load_encodings(["gz", "br"])[0]:
        data = (output.directory / f"b.js{encoding.suffix}").read_bytes()
        assert encoding.decode(data) == TEXT.encode()
    assert output.told == ["b.js.gz", "b.js.br", "css/a.css.gz", "css/a.css.br"]


def test_what_has_not_changed_is_not_made_again(output: Output) -> None:
    output.update("css/a.css")
    output.update("css/a.css")
    assert output.told == []


def test_what_has_changed_is(output: Output) -> None:
    output.update("css/a.css")
    before = (output.directory / "css/a.css.br").read_bytes()
    output.write("css/a.css", TEXT + "b { color: blue }")
    assert output.update("css/a.css") == []
    assert (output.directory / "css/a.css.br").read_bytes() != before


def test_a_sibling_that_somebody_has_spoiled_is_made_again(output: Output) -> None:
    output.update("css/a.css")
    good = (output.directory / "css/a.css.br").read_bytes()
    output.write("css/a.css.br", "spoiled")
    output.update("css/a.css")
    assert (output.directory / "css/a.css.br").read_bytes() == good


def test_what_saves_less_than_a_twentieth_has_none(output: Output) -> None:
    output.write("a.css", "a{color:red}")
    output.update("a.css")
    assert output.files() == {"css/a.css", "a.css"}
    output.write("a.css")
    output.update("a.css")
    assert {"a.css.gz", "a.css.br"} < output.files()
    output.write("a.css", "a{color:red}")
    output.update("a.css")
    assert output.files() == {"css/a.css", "a.css"}


def test_a_sibling_goes_with_its_file_and_with_its_encoding(output: Output) -> None:
    output.write("b.js")
    output.update("css/a.css", "b.js")
    output.update("css/a.css", names=["gz"])
    assert output.files() == {"css/a.css", "b.js", "css/a.css.gz"}
    output.update()
    assert output.files() == {"css/a.css", "b.js"}
    assert not (output.state / "siblings.json").exists()


def test_what_was_compressed_once_comes_from_the_cache(output: Output) -> None:
    (encoding,) = load_encodings(["br"])[0]
    output.update_with([encoding], "css/a.css")
    made = (output.directory / "css/a.css.br").read_bytes()
    (output.directory / "css/a.css.br").unlink()

    def fail(data: bytes) -> bytes:
        raise AssertionError

    output.update_with([replace(encoding, encode=fail)], "css/a.css")
    assert (output.directory / "css/a.css.br").read_bytes() == made
    with pytest.raises(AssertionError):
        output.update_with([replace(encoding, encode=fail, fingerprint="newer")], "css/a.css")


def test_a_file_of_that_name_that_is_no_sibling_is_left_alone(output: Output) -> None:
    output.write("css/a.css.gz", "a download")
    assert output.update("css/a.css") == ["css/a.css.gz"]
    assert (output.directory / "css/a.css.gz").read_text() == "a download"
    output.update(names=[])
    assert output.files() == {"css/a.css", "css/a.css.gz"}


def test_a_file_that_comes_where_none_was_worth_it_is_left_alone(output: Output) -> None:
    output.write("a.css", "a{color:red}")
    output.update("a.css")
    output.write("a.css.gz", "a download")
    output.write("a.css", TEXT)
    assert output.update("a.css") == ["a.css.gz"]
    assert (output.directory / "a.css.gz").read_text() == "a download"


def test_siblings_of_a_killed_build_are_ours(output: Output) -> None:
    (encoding,) = load_encodings(["br"])[0]

    def kill(data: bytes) -> bytes:
        raise KeyboardInterrupt

    output.update_with([encoding], "css/a.css")
    output.write("css/a.css", TEXT * 2)
    with pytest.raises(KeyboardInterrupt):
        output.update_with([replace(encoding, encode=kill)], "css/a.css")
    assert output.update_with([encoding], "css/a.css") == []
    data = (output.directory / "css/a.css.br").read_bytes()
    assert encoding.decode(data) == (TEXT * 2).encode()


def test_siblings_whose_record_is_lost_are_known_by_what_they_hold(output: Output) -> None:
    output.update("css/a.css")
    (output.state / "siblings.json").write_text("{")
    assert output.update("css/a.css") == []
    output.update()
    assert output.files() == {"css/a.css"}


def test_text_files_are_found_but_for_hidden_ones(tmp_path: Path) -> None:
    for name in ("a.css", "b/c.HTML", "b/d.png", ".e.css", ".doctrees/f.txt", "a.css.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(text_files(tmp_path)) == ["a.css", "b/c.HTML"]
