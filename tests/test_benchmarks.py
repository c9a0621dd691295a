"""The parts of the benchmarks that compute: what they measure, no test can judge."""

from __future__ import annotations

import math
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import editions, growth, lookup
from benchmarks.build import Series, rows
from benchmarks.editions import Sites
from benchmarks.growth import Grown
from benchmarks.pages import Pages
from benchmarks.references import LANGUAGES, VERSIONS
from benchmarks.running import Taken, run
from benchmarks.scale import Cost, Units, cost
from benchmarks.series import median_of_ratios, ratio_of_medians, ratios, spread
from benchmarks.tables import as_text, text_table
from tests.conftest import tree


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == (3, 2, 4)
    assert spread([7]) == (7, 7, 7)
    assert f"{spread([5, 1, 4, 2, 3]):.2f}" == "3.00 [2.00…4.00]"
    assert str(spread([0.25])) == "0.2 [0.2…0.2]"


def test_ratios_are_those_of_pairs() -> None:
    before, after = [1.0, 10.0, 100.0], [2.0, 10.0, 400.0]
    assert ratios(before, after) == (2, 1.5, 3)
    assert median_of_ratios(before, after) == 2
    assert ratio_of_medians(before, after) == 1
    assert math.isnan(ratio_of_medians([0], [1]))
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        ratios([1, 2], [1])


def test_a_table_has_columns_as_wide_as_their_widest_cells() -> None:
    assert (
        text_table(["a", "bb"], [["ccc", "d"], ["e", "ffff"]]) == "a      bb\nccc     d\ne    ffff"
    )


def test_a_file_for_the_manual_says_who_wrote_it() -> None:
    text = as_text("python -m x", "About.", ["a", "b"], [["1", "2"]])
    assert text.splitlines()[:3] == [".. Written by ``python -m x``.", "", "About."]
    assert re.match(r"Measured \d{4}-\d\d-\d\d, .*\d+ cores; Python ", text.splitlines()[3])
    assert text.endswith("   * - a\n     - b\n   * - 1\n     - 2\n")


UNITS = Units(start=0.5, making=10.0, hit=1.0, page=0.001, unchanged=0.0001)


def test_each_build_makes_all_regions_without_a_shared_cache() -> None:
    own = cost(UNITS, builds=4, pages=1000, kinds=3, is_shared=False)
    assert own == Cost(start=2.0, regions=120.0, pages=4.0)
    assert own.total == 126.0


def test_only_the_first_build_makes_regions_with_a_shared_cache() -> None:
    shared = cost(UNITS, builds=4, pages=1000, kinds=3, is_shared=True)
    assert shared == Cost(start=2.0, regions=3 * (10.0 + 3 * 1.0), pages=4.0)


@pytest.mark.parametrize("is_shared", [True, False])
def test_one_build_shares_with_nobody(is_shared: bool) -> None:
    one = cost(UNITS, builds=1, pages=10, kinds=1, is_shared=is_shared)
    assert one.regions == 10.0
    assert cost(UNITS, builds=0, pages=10, kinds=1, is_shared=is_shared).total == 0.0


def test_a_shared_cache_gains_what_a_hit_costs_less() -> None:
    dear = replace(UNITS, hit=UNITS.making)
    both = [
        cost(dear, builds=9, pages=10, kinds=2, is_shared=is_shared) for is_shared in (True, False)
    ]
    assert both[0] == both[1]


def test_builds_are_compared_round_by_round() -> None:
    series = Series(
        stock=[Taken(10, 9, 100), Taken(20, 18, 102)],
        ours=[Taken(11, 9, 110), Taken(20, 18, 110)],
        shares=[{"import": 0.1, "finish_page": 0.1, "all": 10.0}],
    )
    (row,) = rows({("django", 1, "cold"): series})
    assert row == [
        "django -j1, cold",
        "2",
        "13.50 [11.25…15.75]",
        "13.50 [11.25…15.75]",
        "1.000 [1.000…1.000]",
        "1.050 [1.025…1.075]",
        "0.20 s, 2.0 %",
        "101 → 110",
    ]


def test_growth_is_told_for_each_page() -> None:
    grown = Grown(making=2.0, pages=0.94, end=0.1, unchanged=0.05, relinked=0.5)
    (row,) = growth.rows({(1000, 20): [grown]})
    assert [cell.partition(" ")[0] for cell in row] == [
        "1,000",
        "20",
        "1000",
        "100",
        "100.0",
        "50",
        "500",
    ]


def test_look_ups_are_compared_with_ours() -> None:
    found = {lookup.OURS: [1e-6, 2e-6], lookup.CACHED: [1e-5, 4e-5]}
    assert lookup.rows(found) == [
        ["ours", "1.5 [1.2…1.8]", "1"],
        ["Django Compressor, cached", "25.0 [17.5…32.5]", "15.0 [12.5…17.5]"],
    ]


def test_pages_of_one_kind_at_one_depth_differ_in_nothing_that_is_bundled() -> None:
    site = Pages(2)
    one, other = site.page(0), site.page(6)
    assert one.name != other.name
    head, _, body = one.html.replace("Page 0", "Page 6").partition("<body>")
    assert other.html.startswith(head)
    assert body.replace("-0", "-6") in other.html
    assert "k1n0" in site.page(1).html
    assert "../_static/k1n0" in site.page(1).html


def test_what_a_command_takes_has_its_children_in_it(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys;"
        "subprocess.run([sys.executable, '-c', 'x = bytearray(200_000_000); print(len(x))'])"
    )
    taken = run([sys.executable, "-c", program], environment={}, log=tmp_path / "log")
    assert (tmp_path / "log").read_text() == "200000000\n"
    assert taken.memory > 190


def test_a_command_that_fails_shows_what_it_said(tmp_path: Path) -> None:
    from subprocess import CalledProcessError

    with pytest.raises(CalledProcessError) as caught:
        run([sys.executable, "-c", "exit('no luck')"], environment={}, log=tmp_path / "log")
    assert caught.value.output == "no luck\n"


def test_a_version_of_a_large_reference_has_a_page_for_each_function(tmp_path: Path) -> None:
    for version in VERSIONS.editions[:3]:
        VERSIONS.write(tmp_path / version, version, 80)
    assert len(list((tmp_path / "2.0" / "generated").iterdir())) == 80
    sheets = [(tmp_path / f"2.{each}" / "_static" / "own.css").read_text() for each in range(3)]
    assert sheets[0] == sheets[1] != sheets[2]


def test_a_reference_in_many_languages_is_the_same_but_for_its_language(tmp_path: Path) -> None:
    LANGUAGES.write(tmp_path / "en", "en", 3)
    LANGUAGES.write(tmp_path / "ja", "ja", 3)
    assert tree(tmp_path / "en") == tree(tmp_path / "ja")
    assert len(list((tmp_path / "en" / "library").iterdir())) == 3
    assert len(LANGUAGES.editions) == 13
    assert LANGUAGES.options("ja") == ("-D", "language=ja")


def test_what_editions_took_is_told_beside_what_they_took_without_the_extension() -> None:
    stock = Sites(Taken(60.4, 100.0, 185.2), 21_340_000, 0, 0, None)
    ours = Sites(Taken(61.0, 104.0, 186.0), 21_900_000, 674_100, 1_348_200, (3, 7))
    row = editions.Row("first", 2000, stock, ours)
    assert editions.rows([row, replace(row, ours=replace(ours, hits=None))]) == [
        ["first", "2,000", "100 → 104", "1.04", "185 → 186", "21.3 → 21.9", "674 of 1348", hits]
        for hits in ("3 of 10", "")
    ]
