"""What the README and the manual tell and draw of first visits is what was measured."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import nan
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from benchmarks.drawing import PICTURES, Drawing, path
from benchmarks.readers.line import filmstrip, manual, pictures, record, summary
from benchmarks.readers.line.film import Frame
from benchmarks.readers.line.measuring import Plan
from benchmarks.readers.line.record import Change, Film, Key, Measure, Record, Row, Waterfall
from benchmarks.readers.line.visit import Request, Session
from benchmarks.series import Spread
from benchmarks.tables import between, grid_table
from tests.test_readers_line import FOUND, seen

ROOT = Path(__file__).parents[1]


def test_the_readme_has_the_numbers_of_the_record() -> None:
    readme = (ROOT / "README.rst").read_text(encoding="utf-8")
    assert f"\n{summary.summary(record.read())}\n" in readme


def test_the_first_page_of_the_manual_has_them_too() -> None:
    text = (ROOT / "docs" / "numbers.inc").read_text(encoding="utf-8")
    assert text.endswith(f"\n{summary.summary(record.read())}\n")


def test_the_tables_have_the_numbers_of_the_record() -> None:
    tables = (ROOT / "docs" / "themes-line.inc").read_text(encoding="utf-8")
    assert tables == manual.as_text(record.read())


def test_pictures_are_drawn_of_the_record() -> None:
    drawings = pictures.drawings(record.read())
    assert {"waterfall", "first-paint"} <= drawings.keys()
    for name, drawing in drawings.items():
        for which in pictures.ways(name):
            assert path(name, which).read_text(encoding="utf-8") == drawing.as_svg(which)


EMPTY = Record([], [], [])
PLAN = Plan(["slow-h2-br"], ["cold", "second", "walk"], 2)
FILM = Film("furo", "today", 4, [100, 200])


def test_a_record_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = replace(FOUND, case=FOUND.case._replace(name="pydata_sphinx_theme"))
    kept = EMPTY.with_found(found, PLAN, "today").with_film(FILM)
    monkeypatch.setattr(record, "RECORD", tmp_path / "record.json")
    record.write(kept)
    assert record.read() == kept
    cold, *_ = kept.rows
    assert cold.measures["first_paint"].change == Change(150, 75)
    assert cold.css == Change(20_500, 3_000)
    assert kept.waterfalls[0] == Waterfall(100, [Request("/a.css", 10, 20, True)])


def test_what_is_measured_anew_takes_the_place_of_what_was_there_and_of_nothing_else() -> None:
    kept = EMPTY.with_found(FOUND, PLAN, "yesterday").with_film(FILM)
    again = kept.with_found(FOUND, replace(PLAN, visits=["second"]), "today")
    assert [(each.key.visit, each.made) for each in again.rows] == [
        ("cold", "yesterday"),
        ("second", "today"),
        ("walk", "yesterday"),
    ]
    other = again.with_found(replace(FOUND, line="fast-h2-br"), PLAN, "now")
    assert len(other.rows) == 6
    assert all(each in other.rows for each in again.rows)
    assert other.films == [FILM]
    assert other.with_film(FILM._replace(made="now")).films == [FILM._replace(made="now")]


def test_a_walk_counts_in_the_rounds_that_had_one() -> None:
    rows = EMPTY.with_found(FOUND, PLAN, "today").rows
    assert {each.key.visit: each.rounds for each in rows} == {"cold": 2, "second": 2, "walk": 1}
    assert rows[2].measures["first_paint"].change == Change(151, 101)


def test_pictures_of_themes_are_small() -> None:
    names = [f"theme-{each.key.site}.jpg" for each in record.read().first]
    sizes = [(PICTURES / name).stat().st_size for name in names]
    assert max(sizes) <= 60_000
    assert sum(sizes) <= 500_000


def _record(*visits: str, **changes: Any) -> Record:
    return EMPTY.with_found(replace(FOUND, **changes), replace(PLAN, visits=visits), "today, here")


def _titles(text: str) -> list[str]:
    lines = text.splitlines()
    return [title for title, rule in pairwise(lines) if rule and set(rule) == {"~"}]


def test_what_was_not_measured_has_no_heading() -> None:
    assert manual.as_text(EMPTY) == ".. Written by ``python -m benchmarks readers line``.\n"
    assert _titles(manual.as_text(_record("cold"))) == ["The first page"]
    assert _titles(manual.as_text(_record("cold", "walk"))) == ["The first page", "Twenty pages"]
    firefox = EMPTY.with_found(FOUND, replace(PLAN, engine="firefox", visits=["cold"]), "today")
    assert _titles(manual.as_text(firefox)) == ["In Firefox"]


def test_the_manual_has_a_row_for_each_pair() -> None:
    text = manual.as_text(_record("cold", "second"))
    assert "\n   Medians of 2 visits each, measured today, here.\n" in text
    assert ".. dropdown:: HTTP/2, TLS, brotli 5, 1.6 Mbit/s, 150 ms\n" in text
    cells = [
        "furo",
        "150 [125…175] → 75 [62…88]",
        "0.50 (1.10)",
        "90",
        "300 [250…350] → 150 [125…175]",
        "0.50 (1.10)",
    ]
    assert "      * - " + "\n        - ".join(cells) in text
    # Their style sheets are there already.
    assert "        - 0.001 → 0.001\n        - —\n        - 12.3 → 12.3\n        - 7 → 7\n" in text


def test_rows_of_several_days_tell_of_which_each_is() -> None:
    kept = _record("cold").with_found(
        replace(FOUND, case=FOUND.case._replace(name="classic")),
        replace(PLAN, visits=["cold"], dilation=4),
        "tomorrow",
    )
    told = summary.circumstances(kept.rows)
    assert told == (
        "Medians of 2 visits each on a line 4 times slower, divided by 4 (classic), measured"
        " tomorrow. Medians of 2 visits each (furo), measured today, here."
    )


def test_what_an_engine_does_not_tell_is_not_made_up() -> None:
    page = seen(100)._replace(blocking=nan, shift=nan)
    sessions = {site: [Session([page])] for site in FOUND.sessions}
    kept = _record("cold", sessions=sessions)
    assert {"blocking", "shift"}.isdisjoint(kept.rows[0].measures)
    assert "        - —\n        - —\n        - 20.5 → 3.0\n" in manual.as_text(kept)


def test_another_way_stands_beside_ours_of_the_same_rounds() -> None:
    # It is not visited in all rounds.
    sessions = {**FOUND.sessions, "inline": [Session([seen(40)])]}
    blocking = {**FOUND.blocking, "inline": 0}
    text = manual.as_text(_record("cold", sessions=sessions, blocking=blocking))
    assert _titles(text) == ["The first page", "The critical part in each page"]
    assert "   One visit each, measured today, here.\n" in text
    assert "      * - furo\n        - 100 → 50 / 40\n        - 0.50 / 0.40\n" in text


def _theme(name: str, before: float, after: float) -> Row:
    first = Spread(before, before, before), Spread(after, after, after)
    measure = Measure(*first, after / before, 1)
    key = Key("chromium", "cold", "slow-h2-br", "ours", name)
    measures = {"first_paint": measure, "requests": measure}
    return Row(key, "1", "today", 3, 1, 1, Change(1, 1), measures, {})


def test_the_sentence_names_the_themes_with_the_most_and_with_the_least() -> None:
    rows = [_theme("furo", 1000, 700), _theme("classic", 2000, 900), _theme("alabaster", 1, 1)]
    text = " ".join(summary.summary(EMPTY._replace(rows=rows)).split())
    assert "after 0.90 seconds instead of 2.00 with classic, where most is gained" in text
    assert "after 0.00 seconds instead of 0.00 with alabaster, where least is." in text


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


def _film(*changes: tuple[float, int]) -> list[Frame]:
    return [Frame(time, Image.new("RGB", (16, 9), (grey,) * 3)) for time, grey in changes]


def test_a_filmstrip_begins_with_nothing_and_ends_when_all_is_seen() -> None:
    films = [_film((-3, 255), (930, 90)), _film((-2, 255), (790, 90))]
    assert filmstrip.times(films) == [750, 800, 850, 900, 950, 1000, 1050, 1100]
    films[0] += _film((1400, 60))
    assert filmstrip.times(films) == [700, 800, 900, 1000, 1100, 1200, 1300, 1400]
    films[0] += _film((4900, 30))
    assert filmstrip.times(films) == [650 * number for number in range(1, 9)]


def test_a_frame_shows_what_was_seen_at_its_moment() -> None:
    film = _film((5, 255), (790, 90), (800, 60))
    seen_at = [filmstrip.at(film, moment).getpixel((0, 0)) for moment in (0, 789, 790, 2000)]
    assert seen_at == [(255,) * 3, (255,) * 3, (90,) * 3, (60,) * 3]


def test_filmstrips_of_the_manual_are_small_and_all_there() -> None:
    films = record.read().films
    assert {each.site for each in films} == {"furo", "sphinx_rtd_theme", "pydata_sphinx_theme"}
    paths = [PICTURES / f"film-{each.site}.webp" for each in films]
    assert max(path.stat().st_size for path in paths) <= 60_000
