"""Tests of how Font Awesome's script is split."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest

from sphinx_compress.js.icon_packs import split_icons

SCRIPT = "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"


@cache
def awesome() -> str:
    """Return the script that a theme ships."""
    path = files("pydata_sphinx_theme").joinpath(*SCRIPT.split("/"))
    return path.read_text("utf-8")


def pack(*names: str, form: str = '[1,2,["other-{0}"],"f{0}","M{0}"]') -> str:
    """Return an object with icons."""
    return "{" + ",".join(f'"{name}":{form.format(name)}' for name in names) + "}"


MANY = [f"n{number}" for number in range(30)]
START = "/*! by us */var n = window.___FONT_AWESOME___;"


def test_each_pack_keeps_what_is_wanted_by_any_of_its_names() -> None:
    found = split_icons(f"{START}a({pack(*MANY)});b({pack(*MANY)});end()", ["n3", "other-n5", "x"])
    assert found is not None
    assert found.wanted == f"{START}a({pack('n3', 'n5')});b({pack('n3', 'n5')});end()"
    assert found.names == {"n3", "other-n3", "n5", "other-n5"}
    assert found.others == 56
    assert found.rest.startswith("/*! by us */\n")
    rest = pack(*(name for name in MANY if name not in {"n3", "n5"}))
    assert found.rest.count(f'["n3","Mn3",{rest}]') == 2


def test_a_pack_without_any_wanted_icon_keeps_one_that_tells_what_it_is() -> None:
    found = split_icons(f"{START}a({pack(*MANY)})", [])
    assert found is not None
    assert found.wanted == f"{START}a({pack('n0')})"


def test_a_pack_of_wanted_icons_stays() -> None:
    both = f"{START}a({pack(*MANY)});b({pack(*(f'x{name}' for name in MANY))})"
    found = split_icons(both, MANY)
    assert found is not None
    assert pack(*MANY) in found.wanted
    assert found.others == 29
    assert split_icons(f"{START}a({pack(*MANY)})", MANY) is None


@pytest.mark.parametrize(
    "script",
    [
        f"a({pack(*MANY)})",
        f"{START}a({pack(*MANY[:5])})",
        f"{START}a({pack(*MANY, form='[1,2]')})",
        f"{START}a({pack(*MANY, form='b[0]')})",
        START + "a({" + "b(){}," * 30 + "})",
        f"{START}a({pack(*MANY)}",
        START + "a(" + pack(*MANY).replace("n7", "n\\x37") + ")",
        START + "a({" + ",".join(f"[{name}]:[1,2,[],'f','M']" for name in MANY) + "})",
    ],
    ids=["other", "small", "short", "computed", "methods", "broken", "escapes", "keys"],
)
def test_what_is_not_understood_is_not_split(script: str) -> None:
    assert split_icons(script, ["n3"]) is None


def test_the_script_of_a_theme_is_split() -> None:
    found = split_icons(awesome(), {"house", "github"})
    assert found is not None
    assert {"house", "home", "github"} <= found.names
    assert len(found.wanted) < len(awesome()) / 10
    # With the one that tells what the pack of regular icons is.
    assert found.others == 1422 + 169 + 550 - 3
