"""Tests of the file that tells hosts what to send."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.delivery.headers import Sheet, rules, update

RULES = """/*
  Link: </_static/compress/css/critical.1.css>; rel=preload; as=style
/_static/compress/css/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/fonts/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/icons/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/js/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/maps/*
  Cache-Control: public, max-age=31536000, immutable"""


def test_bundles_stay_for_ever_and_sheets_may_come_early() -> None:
    assert rules("compress", [Sheet("/_static/compress/css/critical.1.css")]) == RULES
    assert rules("b", []).splitlines()[0] == "/_static/b/css/*"


def test_sheets_of_another_server_are_announced_as_pages_load_them() -> None:
    sheet = Sheet("https://cdn.example.org/a.css", is_elsewhere=True, integrity="sha256-x=")
    lines = rules("b", [sheet], is_copied=True).splitlines()
    assert lines[1] == (
        "  Link: <https://cdn.example.org/a.css>; rel=preload; as=style; crossorigin=anonymous;"
        ' integrity="sha256-x="'
    )
    assert lines[2:4] == ["/_static/*", "  Access-Control-Allow-Origin: *"]


def test_the_file_has_what_it_is_given_and_goes_with_it(tmp_path: Path) -> None:
    update(tmp_path, "one", tmp_path)
    assert (tmp_path / "_headers").read_text().splitlines()[1:-1] == ["one"]
    update(tmp_path, "two", tmp_path)
    assert (tmp_path / "_headers").read_text().splitlines()[1:-1] == ["two"]
    update(tmp_path, "", tmp_path)
    assert not list(tmp_path.iterdir())
    update(tmp_path, "", tmp_path)


def test_what_the_author_has_written_stays(tmp_path: Path) -> None:
    file = tmp_path / "_headers"
    own = "/*\n  X-Frame-Options: DENY\n"
    file.write_text(own.rstrip())
    update(tmp_path, "one", tmp_path)
    update(tmp_path, "two", tmp_path)
    assert file.read_text().startswith(f"{own}# Begin")
    assert "one" not in file.read_text()
    file.write_text(file.read_text() + "/b\n")
    update(tmp_path, "", tmp_path)
    assert file.read_text() == f"{own}/b\n"
    update(tmp_path, "", tmp_path)
    assert file.read_text() == f"{own}/b\n"
