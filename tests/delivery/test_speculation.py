"""Tests of the rules for links; which links they mean, tests in a browser show."""

from __future__ import annotations

import json

import pytest

from sphinx_compress.delivery.speculation import with_rules


@pytest.mark.parametrize("head", ["<head>", '<HEAD lang="en">'])
def test_rules_stand_at_the_beginning_of_the_head(head: str) -> None:
    page = f"<html>{head}<title>header</title></head></html>"
    before, _, behind = with_rules(page).partition('<script type="speculationrules">')
    rules, _, rest = behind.partition("</script>")
    assert before == f"<html>{head}"
    assert rest == "<title>header</title></head></html>"
    assert json.loads(rules)["prefetch"][0]["eagerness"] == "moderate"


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert with_rules("<header></header>") == "<header></header>"
