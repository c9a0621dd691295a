"""Bundles of style sheets without the rules that nothing on the site uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .elements import bundle_url
from .result import Decision, Result
from .store import Bundle


def without_unused(result: Result, used: Mapping[str, Bundle], output_dir: str) -> Result:
    """Return *result* with smaller bundles in place of those that have one.

    :param used: path of a bundle → what is used of it.
    :param output_dir: where the bundles are, below ``_static/``.
    """
    for whole in result.bundles:
        part = used.get(whole.path)
        if part is None:
            continue
        # Those of a preload are not counted.
        fewer = whole.size - part.size if result.sizes[1] else 0
        before, after = (bundle_url(output_dir, each.path) for each in (whole, part))
        result = replace(
            result,
            html=result.html.replace(before, after),
            bundles=tuple(part if each == whole else each for each in result.bundles),
            sizes=(result.sizes[0], result.sizes[1] - fewer),
            decisions=tuple(_explained(result.decisions, whole, part)),
        )
    return result


def _explained(decisions: Iterable[Decision], whole: Bundle, part: Bundle) -> Iterator[Decision]:
    """Yield the decisions, with a note on the first tag of the bundle *whole*."""
    left_out = f"{whole.size - part.size} of {whole.size} bytes"
    note = f"rules that nothing uses are left out ({left_out})"
    for decision in decisions:
        if decision.bundle == whole.path:
            yield replace(decision, bundle=part.path, note=note or decision.note)
            note = ""
        else:
            yield decision
