"""Tests of the file that tells hosts what to send."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.delivery.headers import rules, update

RULES = """/*
  Link: </_static/compress/css/critical.1.css>; rel=preload; as=style
/_static/compress/css/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/fonts/*
  Cache-Control: public, max-age=31536000, immutable
/_static/compress/js/*
  Cache-Control: public, max-age=31536000, immutable"""


def test_bundles_stay_for_ever_and_sheets_may_come_early() -> None:
    assert rules("compress", ["_static/compress/css/critical.1.css"]) == RULES
    assert rules("b", []).splitlines()[0] == "/_static/b/css/*"


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
