"""What the README and the manual tell and draw of first visits is what was measured."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.drawing import PICTURES, Drawing
from benchmarks.readers.line import pictures, record
from benchmarks.readers.line.measuring import Found, Plan
from benchmarks.readers.line.record import Change, First, Record, Waterfall
from benchmarks.readers.line.visit import Request, Requests
from benchmarks.tables import between, grid_table
from tests.test_readers_line import FOUND

ROOT = Path(__file__).parents[1]


def test_the_readme_has_the_numbers_of_the_record() -> None:
    readme = (ROOT / "README.rst").read_text(encoding="utf-8")
    assert f"\n{pictures.summary(record.read())}\n" in readme


def test_the_first_page_of_the_manual_has_them_too() -> None:
    text = (ROOT / "docs" / "numbers.inc").read_text(encoding="utf-8")
    assert text.endswith(f"\n{pictures.summary(record.read())}\n")


def test_the_table_has_the_numbers_of_the_record() -> None:
    table = (ROOT / "docs" / "themes-line-cold.inc").read_text(encoding="utf-8")
    # The medians of the first column, without the quartiles.
    rows = dict(re.findall(r"^   \* - (\w+)\n     - (\d.*)$", table, re.MULTILINE))
    told = {theme: re.sub(r" \[.*?\]", "", cell) for theme, cell in rows.items()}
    kept = record.read()
    assert kept.themes
    assert {
        each.theme: f"{each.first_paint.before} → {each.first_paint.after}" for each in kept.themes
    }.items() <= told.items()
    assert f"Measured {kept.made}." in table


@pytest.mark.parametrize("name", ["waterfall", "first-paint"])
def test_pictures_are_drawn_of_the_record(name: str) -> None:
    draw = {"waterfall": pictures.waterfalls, "first-paint": pictures.first_paints}[name]
    drawing = draw(record.read())
    for which, suffix in (("light", "-light"), ("dark", "-dark"), ("auto", "")):
        text = (PICTURES / f"{name}{suffix}.svg").read_text(encoding="utf-8")
        assert text == drawing.as_svg(which)


def test_a_record_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waterfalls = [Requests(100, [Request("/a.css", 1, 2, True)]), Requests(50, [])]
    found = Found(FOUND.case, FOUND.line, FOUND.sessions, FOUND.floors, FOUND.blocking, waterfalls)
    kept = record.recorded([found], Plan(["slow-h2-br"], ["cold"], 2), "today")
    monkeypatch.setattr(record, "RECORD", tmp_path / "record.json")
    record.write(kept)
    assert record.read() == kept
    [furo] = kept.themes
    assert furo.first_paint == Change(150, 75)
    assert furo.css == Change(20_500, 3_000)
    assert kept.waterfalls[0] == Waterfall(100, [Request("/a.css", 1, 2, True)])


def test_pictures_of_themes_are_small() -> None:
    names = [f"theme-{each.theme}.jpg" for each in record.read().themes]
    sizes = [(PICTURES / name).stat().st_size for name in names]
    assert max(sizes) <= 60_000
    assert sum(sizes) <= 500_000


def _theme(name: str, before: float, after: float) -> First:
    same = Change(1, 1)
    return First(name, "1", Change(before, after), same, same, same, same)


def test_the_sentence_names_the_themes_with_the_most_and_with_the_least() -> None:
    themes = [_theme("some", 1000, 700), _theme("most", 2000, 900), _theme("least", 1000, 1000)]
    text = " ".join(pictures.summary(Record("today", "a line", 3, themes, [])).split())
    assert "after 0.90 seconds instead of 2.00 with most, where most is gained" in text
    assert "after 1.00 seconds instead of 1.00 with least, where least is." in text


def test_a_drawing_is_a_picture_of_the_height_that_it_needs() -> None:
    drawing = Drawing(200, "a < b")
    drawing.bar(10, 10, 0, 20, "after")
    drawing.words(10, 60, "1 & 2", end=True)
    root = ET.fromstring(drawing.as_svg("auto"))
    assert root.get("viewBox") == "0 0 200 76"
    assert [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")] == ["1 & 2"]
    # What is nothing is seen all the same.
    assert 'width="1.0"' in drawing.as_svg("light")
    assert "prefers-color-scheme" in drawing.as_svg("auto")
    assert drawing.as_svg("dark") != drawing.as_svg("light")


def test_a_table_can_be_read_as_it_is_written() -> None:
    assert grid_table(["Theme", "s"], [["furo", "1 → 2"]]) == [
        "=====  =====",
        "Theme  s",
        "=====  =====",
        "furo   1 → 2",
        "=====  =====",
    ]


def test_what_is_between_two_lines_is_exchanged() -> None:
    assert between("a\n.. b\nold\n.. e\nz\n", ".. b", ".. e", "new") == (
        "a\n.. b\n\nnew\n\n.. e\nz\n"
    )
    with pytest.raises(ValueError, match="there is no"):
        between("a\n.. b\n", ".. b", ".. e", "new")
