"""Tests of which scripts of a page can wait."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_compress.build.early_scripts import EarlyScript
from sphinx_compress.build.waiting import JudgedScript, verdicts
from sphinx_compress.core.names import Declarations


def idle(*names: str, **parts: set[str]) -> EarlyScript:
    found: dict[str, Any] = {name: frozenset(values) for name, values in parts.items()}
    return EarlyScript(mentions=frozenset(names), declares=Declarations(frozenset(names), **found))


def head(script: EarlyScript) -> JudgedScript:
    return JudgedScript(script, can_move=True)


def quiet(*words: str) -> JudgedScript:
    return JudgedScript(EarlyScript(mentions=frozenset(words), is_quiet=True), "a block")


LOUD = JudgedScript(EarlyScript(), "a loud one")


def test_what_waits_for_an_event_of_a_script_stays_and_others_move() -> None:
    waits = EarlyScript(declares=Declarations(events=frozenset({"addons-ready"})))
    other = EarlyScript(declares=Declarations(events=frozenset({"DOMContentLoaded"})))
    scripts = [JudgedScript(each, can_move=True) for each in (other, waits, other)]
    reasons = verdicts(scripts)
    assert reasons == {0: "", 1: "it waits for addons-ready, which may come early", 2: ""}


def test_scripts_that_only_declare_wait() -> None:
    assert verdicts([head(idle("a")), head(idle("b", events={"click"}))]) == {0: "", 1: ""}


def test_a_script_that_acts_stays_and_tells_where() -> None:
    acting = JudgedScript(EarlyScript(is_quiet=True, acts_in_line=3), can_move=True)
    assert verdicts([acting, head(idle("a"))]) == {0: "it does something at once, line 3", 1: ""}


def test_a_script_that_is_not_understood_stays() -> None:
    script = JudgedScript(EarlyScript(is_quiet=True), can_move=True)
    assert verdicts([script]) == {0: "it is not understood"}


def test_nothing_waits_where_something_in_front_is_not_understood() -> None:
    reason = "a loud one stays, and does more than is understood"
    assert verdicts([head(idle("a")), LOUD]) == {0: reason}
    caller = JudgedScript(idle("b", calls={"a"}), "a loud one")
    assert verdicts([head(idle("a")), caller]) == {0: reason}
    last = JudgedScript(EarlyScript(), is_last=True)
    assert verdicts([head(idle("a")), last]) == {0: ""}


def test_a_script_stays_whose_names_another_uses_or_that_looks_at_them() -> None:
    assert verdicts([head(idle("a")), quiet("a")]) == {0: "a block stays, and names a"}
    assert verdicts([quiet("a"), head(idle("a"))]) == {1: "a block stays, and names a"}
    assert verdicts([quiet("a"), head(idle(reads={"?a"}))]) == {1: "a block stays, and names a"}


def test_what_is_done_before_a_script_may_be_looked_at_by_it() -> None:
    script = head(idle(reads={".theme"}))
    assert verdicts([quiet("theme"), script]) == {1: ""}
    assert verdicts([script, quiet("theme")]) == {0: "a block stays, and names theme"}


def test_listeners_keep_their_order() -> None:
    waits = {"events": {"DOMContentLoaded"}}
    kept = JudgedScript(idle(**waits), "a kept one")
    assert verdicts([kept, head(idle(**waits))]) == {1: ""}
    reason = "a kept one stays, and waits for DOMContentLoaded, too"
    assert verdicts([head(idle(**waits)), kept]) == {0: reason}
    offer = head(idle("ready", offers={"ready"}, **waits))
    assert verdicts([offer, head(idle(calls={"ready"})), kept])[1] != ""


def test_a_script_waits_with_those_that_it_calls() -> None:
    offer, caller = head(idle("ready", offers={"ready"})), head(idle(calls={"ready"}))
    assert verdicts([offer, caller]) == {0: "", 1: ""}
    reason = "another script stays, and does more than is understood"
    assert verdicts([caller, head(idle("a"))]) == {0: "it calls ready at once", 1: reason}
    found = verdicts([offer, head(idle("ready")), caller])
    assert found[2] == "it calls ready at once, of which there are several"


def test_what_it_looks_at_must_be_there() -> None:
    script = head(idle(reads={"a"}))
    assert verdicts([head(idle("a")), script]) == {0: "", 1: ""}
    assert verdicts([script]) == {0: "it looks at a at once, which may not be there"}


def test_an_early_event_and_a_look_at_the_page_keep_a_script() -> None:
    reason = "it waits for message, which may come early"
    assert verdicts([head(idle(events={"message"}))]) == {0: reason}
    page = EarlyScript(declares=Declarations(reads_page=True))
    assert verdicts([head(page)]) == {0: "it looks at once at what is there of the page"}


def test_a_script_that_runs_at_any_time_stands_before_and_behind() -> None:
    late = JudgedScript(idle("a"), "an async one", is_async=True)
    assert verdicts([late, head(idle("a"))]) == {1: "an async one stays, and names a"}
    loud = JudgedScript(EarlyScript(), "an async one", is_async=True)
    reason = "an async one stays, and does more than is understood"
    assert verdicts([loud, head(idle("a"))]) == {1: reason}


@pytest.mark.parametrize(
    ("mentions", "names", "reason"),
    [
        ("define", "", ""),
        ("define act", "", "another script stays, and names define"),
        ("define", "define", "another script stays, and names define"),
    ],
)
def test_two_scripts_may_ask_for_the_same_name(mentions: str, names: str, reason: str) -> None:
    asks = frozenset({"?define"})
    stays = EarlyScript(
        mentions=frozenset(mentions.split()),
        declares=Declarations(frozenset(names.split()), reads=asks),
    )
    moves = EarlyScript(mentions=frozenset({"define"}), declares=Declarations(reads=asks))
    for scripts, at in (([stays, moves], 1), ([moves, stays], 0)):
        judged = [JudgedScript(each, can_move=each is moves) for each in scripts]
        assert verdicts(judged) == {at: reason}


def test_what_a_script_in_front_has_looked_at_may_change_later() -> None:
    asks = EarlyScript(
        mentions=frozenset({"exports"}), declares=Declarations(reads=frozenset({"?exports"}))
    )
    gives = EarlyScript(declares=Declarations(frozenset({"exports"})))
    reason = "another script stays, and names exports"
    for stays, expected in (
        (JudgedScript(asks), ""),
        (JudgedScript(asks, is_async=True), reason),
    ):
        moves = JudgedScript(gives, can_move=True)
        assert verdicts([stays, moves]) == {1: expected}
        assert verdicts([moves, stays]) == {0: reason}
