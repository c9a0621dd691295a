"""The parts of the slow line that compute: what it measures, no test can judge."""

from __future__ import annotations

import argparse
import os
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.readers.line import command, floor, nginx, plans
from benchmarks.readers.line.cases import DEFAULT, Case, follow, links
from benchmarks.readers.line.host import LineError, opened
from benchmarks.readers.line.lines import LINES, Speed
from benchmarks.readers.line.link import Way, forward
from benchmarks.readers.line.measuring import Found, Plan, floors, order
from benchmarks.readers.line.report import print_visit
from benchmarks.readers.line.variants import announced
from benchmarks.readers.line.visit import Request, Seen, Session

SLOW = LINES["slow-h2-br"]


def test_a_dilated_line_takes_longer_for_everything() -> None:
    assert Speed(1600, 750, 150).dilated(4) == Speed(400, 187.5, 600)


def test_packets_leave_one_after_the_other_and_arrive_after_the_delay() -> None:
    # A byte takes a millisecond.
    way = Way(8, 100)
    way.take(b"1" * 10, 1000)
    way.take(b"2" * 20, 1001)
    assert list(way.arrived(1109)) == []
    assert list(way.arrived(1110)) == [b"1" * 10]
    assert list(way.arrived(5000)) == [b"2" * 20]
    # What was waited for is not waited for again.
    way.take(b"3", 5000)
    assert way.due == 5101
    assert list(way.arrived(5101)) == [b"3"]


def test_a_packet_that_finds_no_place_is_lost() -> None:
    way = Way(8, 0, queue=2)
    for number in range(3):
        way.take(bytes([number]), 0)
    way.take(b"\3", 1)
    assert list(way.arrived(10)) == [b"\0", b"\1", b"\3"]


def test_a_link_carries_packets_both_ways_until_it_is_told_to_stop() -> None:
    ends = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2)]
    (reader, near), (server, far) = ends
    near.setblocking(False)
    far.setblocking(False)
    told, tell = os.pipe()
    ways = (near.fileno(), Way(1e6, 0)), (far.fileno(), Way(1e6, 0))
    thread = threading.Thread(target=forward, args=(*ways, told))
    thread.start()
    reader.send(b"question")
    assert server.recv(100) == b"question"
    server.send(b"answer")
    assert reader.recv(100) == b"answer"
    os.close(tell)
    thread.join()
    os.close(told)
    for end in (reader, near, server, far):
        end.close()


def test_the_floor_has_round_trips_and_the_slow_start_and_the_browser() -> None:
    # One window, at full rate, with the headers of packets.
    one = floor.slow_start(14_480, SLOW.speed)
    assert one == pytest.approx(15_000 * 8 / 1600)
    # The next window waits for an acknowledgement.
    assert floor.slow_start(14_481, SLOW.speed) == pytest.approx(150 + 1500 / 1448 * 8 / 1600)
    assert floor.first_page(14_480, SLOW) == pytest.approx(3 * 150 + one + 60)
    assert floor.first_page(14_480, LINES["slow-h1-gzip"]) == pytest.approx(2 * 150 + one + 60)
    assert floor.next_page(14_480, SLOW) == pytest.approx(150 + one + 60)


def test_the_slow_start_ends_when_the_line_is_full() -> None:
    speed = Speed(1600, 750, 150)
    more = floor.slow_start(500_000, speed) - floor.slow_start(400_000, speed)
    assert more == pytest.approx(100_000 * 1500 / 1448 * 8 / 1600)


def test_in_six_rounds_three_sites_have_all_orders() -> None:
    orders = {tuple(order(["stock", "again", "ours"], number)) for number in range(6)}
    assert len(orders) == 6


def test_floors_count_what_is_sent(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>a")
    (tmp_path / "b.html").write_text("<p>b")
    case = Case("x", {"stock": tmp_path}, ["a.html", "b.html"])
    line = LINES["slow-h1-gzip"]
    first, second = floors(case, line, "")
    assert 360 < first < 361
    assert 210 < second < 211
    assert floors(case, line, "p{color:red}")[0] > first
    # The browser counts a quarter.
    assert floors(case, line, "", 4) == pytest.approx([first - 45, second - 45])


def test_the_server_speaks_on_each_port_what_the_line_is_named_for(tmp_path: Path) -> None:
    text = nginx.configuration(tmp_path)
    assert "listen 443 ssl http2; gzip on; brotli on;" in text
    assert "listen 444 ssl http2; gzip on;\n" in text
    assert "listen 80; gzip on;\n" in text
    assert "text/html html;" in text
    assert "gzip_types application/json image/svg+xml text/css text/javascript text/plain;" in text


def test_sites_have_addresses_of_their_own(tmp_path: Path) -> None:
    nginx.link(tmp_path, [tmp_path, tmp_path])
    assert (tmp_path / "s1").samefile(tmp_path)
    assert nginx.origin(SLOW.kind, 1) == "https://s1.line.test"
    assert nginx.origin(LINES["fast-h2-gzip"].kind, 0) == "https://s0.line.test:444"


def test_a_line_that_cannot_be_opened_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LineError, match="'ip'"), opened(SLOW.speed, [], "chromium"):
        pass


def test_a_reader_follows_links_to_pages_that_all_sites_have(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(
            '<a href="#top"></a><a href="deep/one.html#x"></a><a href="only.html"></a>'
        )
        (tmp_path / name / "deep" / "one.html").write_text(
            '<a href="../index.html"></a><a href="two%20.html?q"></a>'
        )
        (tmp_path / name / "deep" / "two .html").write_text("")
    (tmp_path / "a" / "only.html").write_text("")
    sites = [tmp_path / "a", tmp_path / "b"]
    pages = ["index.html", "deep/one.html", "deep/two .html"]
    assert follow(sites, "index.html", 20) == pages
    assert follow(sites, "index.html", 2) == pages[:2]
    assert follow(sites[:1], "index.html", 20) == [*pages[:2], "only.html", pages[2]]


def test_links_to_other_sites_are_none() -> None:
    html = '<a href="https://x.org/a.html"><a href="//x/b.html"><a href="/c.html"><a href="[">'
    assert links(html + '<a href="../../d.html"><a name="e"><a href="f.png">', "p/q.html") == []


def _asked(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    return parser.parse_args(arguments)


def test_two_sites_can_be_given(tmp_path: Path) -> None:
    options = _asked("--site", f"stock={tmp_path}", "--site", f"ours={tmp_path}", "--dilate")
    assert options.site == [("stock", tmp_path), ("ours", tmp_path)]
    assert options.dilate == 4
    assert _asked().dilate == 1
    assert _asked("--line", "slow-h2-br").lines == ["slow-h2-br"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--site", "stock"), "'stock' is not NAME=DIRECTORY"),
        (("--site", "stock=/nowhere/at/all"), "/nowhere/at/all is not a directory"),
        (("--line", "modem"), "invalid choice: 'modem'"),
    ],
)
def test_what_cannot_be_asked_for_is_said(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _asked(*arguments)
    assert told in capsys.readouterr().err


def test_given_pages_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    sites = [("a", tmp_path)]
    assert command.given(sites, ["index.html"], 1) == Case("a", {"a": tmp_path}, ["index.html"])
    with pytest.raises(SystemExit, match="leads to no other page"):
        command.given(sites, ["index.html"], 2)
    with pytest.raises(SystemExit, match=r"has no page other\.html"):
        command.given(sites, ["index.html", "other.html"], 2)
    with pytest.raises(SystemExit, match="a name of its own"):
        command.given(sites * 2, ["index.html"], 1)


def test_what_is_lacking_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("SPHINX_COMPRESS_CHROMIUM", raising=False)
    with pytest.raises(SystemExit, match=r"apt-get install .*iproute2 nginx openssl.* chromium"):
        command.run(_asked())
    with pytest.raises(SystemExit, match="at least 1"):
        command.run(_asked("--dilate", "0"))
    with pytest.raises(SystemExit, match="leave out --site"):
        command.run(_asked("--write", "--site", "a=."))
    with pytest.raises(SystemExit, match="leave out --site"):
        command.run(_asked("--everything", "--site", "a=."))


def test_firefox_is_lacking_only_if_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for arguments, is_needed in (
        (("--engine", "firefox"), True),
        (("--everything",), True),
        ((), False),
    ):
        with pytest.raises(SystemExit) as raised:
            command.run(_asked(*arguments))
        assert ("firefox-esr" in str(raised.value)) is is_needed


def test_everything_has_each_site_on_each_line() -> None:
    first, *others = plans.asked(_asked("--everything", "--dilate", "2", "--rounds", "9"))
    # What matters most is measured first.
    assert (first.lines, first.visits) == (["slow-h2-br"], ("cold", "second", "walk"))
    in_chromium = [each for each in (first, *others) if each.engine == "chromium"]
    assert {name for each in in_chromium for name in each.lines} == set(LINES)
    assert all(list(each.themes) == list(DEFAULT) for each in others[:2])
    assert {each.dilation for each in (first, *others)} == {2}
    [asked] = plans.asked(_asked("--lines", "fast-h2-br", "slow-h2-br", "--themes", "furo"))
    # Lines of one speed are measured together.
    assert (asked.lines, asked.themes) == (["slow-h2-br", "fast-h2-br"], ["furo"])


def test_only_some_rounds_are_walks() -> None:
    plan = Plan(["slow-h2-br"], ["cold", "second", "walk"], 3, walks=1)
    assert [plan.pages_in(number) for number in range(3)] == [20, 2, 2]
    assert Plan(["slow-h2-br"], ["walk"], 3).pages_in(2) == 20


def test_fonts_are_announced_behind_the_first_style_sheet() -> None:
    html = '<meta><link rel="stylesheet" href="a.css"><link rel="stylesheet" href="b.css">'
    assert announced(html, ["x.woff2", "y&z.woff2"]) == (
        '<meta><link rel="stylesheet" href="a.css">'
        '\n<link rel="preload" as="font" type="font/woff2" crossorigin href="x.woff2">'
        '\n<link rel="preload" as="font" type="font/woff2" crossorigin href="y&amp;z.woff2">'
        '<link rel="stylesheet" href="b.css">'
    )


def seen(first_paint: float) -> Seen:
    return Seen(first_paint, 2 * first_paint, 300, 400, 5, 0.001, 12_300, 7)


def _session(*paints: float) -> Session:
    return Session([seen(paint) for paint in paints], [Request("/a.css", 10, 20, True)])


# The second round was no walk.
FOUND = Found(
    Case("furo", {}, ["a.html", "b.html", "c.html"]),
    "slow-h2-br",
    {
        "stock": [_session(100, 50, 1), _session(200, 60)],
        "stock again": [_session(110, 50, 1), _session(220, 60)],
        "ours": [_session(50, 50, 1), _session(100, 60)],
    },
    [90.0, 40.0, 0.4],
    {"stock": 20_500, "stock again": 20_500, "ours": 3_000},
)


def test_a_dilated_time_is_divided_and_the_work_of_the_processor_is_not() -> None:
    dilated = Session([seen(100)], [Request("/a.css", 10, 20, True)]).without_dilation(4)
    assert dilated.pages == [Seen(25, 50, 75, 100, 5, 0.001, 12_300, 7)]
    assert dilated.requests == [Request("/a.css", 2, 5, True)]


def test_a_walk_is_the_sum_of_its_visits() -> None:
    assert [each.first_paint for each in FOUND.seen("stock", "cold")] == [100, 200]
    assert [each.first_paint for each in FOUND.seen("stock", "second")] == [50, 60]
    assert [each.first_paint for each in FOUND.seen("stock", "walk")] == [151]
    assert [FOUND.floor(visit) for visit in ("cold", "second", "walk")] == [90, 40, 130.4]


def test_the_terminal_has_sites_that_are_not_visited_in_all_rounds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sessions = {**FOUND.sessions, "inline": [Session([seen(40), seen(30)])]}
    found = replace(FOUND, sessions=sessions, blocking={**FOUND.blocking, "inline": 0})
    print_visit(found, "walk")
    print_visit(found, "cold")
    first, second = capsys.readouterr().out.strip().split("\n\n")
    assert "inline" not in first
    assert "40 [40…40] x0.40" in second


def test_the_terminal_has_a_column_for_each_site(capsys: pytest.CaptureFixture[str]) -> None:
    print_visit(FOUND, "cold")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == [
        "furo, cold, slow-h2-br (HTTP/2, TLS, brotli 5, 1.6 Mbit/s, 150 ms), 2 rounds",
        "stock stock again ours floor",
        "first paint, ms 150 [125…175] 165 [138…192] x1.10 75 [62…88] x0.50 90",
        "largest paint, ms 300 [250…350] 330 [275…385] x1.10 150 [125…175] x0.50 90",
        "DOMContentLoaded, ms 300 [300…300] 300 [300…300] x1.00 300 [300…300] x1.00",
        "load, ms 400 [400…400] 400 [400…400] x1.00 400 [400…400] x1.00",
        "blocking tasks, ms 5 [5…5] 5 [5…5] 5 [5…5]",
        "layout shift 0.001 0.001 0.001",
        "kB 12.3 12.3 x1.00 12.3 x1.00",
        "requests 7 7 7",
        "CSS that blocks, kB 20.5 20.5 3.0",
    ]
