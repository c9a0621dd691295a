"""Measures our default minifiers beside others: ``python -m benchmarks.minify --help``.

It needs, beside this project, ``turbohtml``, ``lightningcss``, ``brotli`` and
``playwright`` from PyPI, ``node`` with ``npm``, and a Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import brotli

from sphinx_compress.core.types import Kind

from .corpus import Source, collect, probes, sources
from .oracles import Oracles, oracles
from .steps import MEGABYTE, is_loose, shares, speeds
from .tools import OURS, Tool, tools

_PROBES: Final = Path(__file__).parents[2] / "tests" / "probes"


@dataclass
class Score:
    """What one tool did to one kind of text."""

    counts: Counter[str] = field(default_factory=Counter)
    #: Probes and files whose meaning changed, with the first difference.
    broken: list[tuple[Source, str]] = field(default_factory=list)
    #: Those whose rules changed, though their sample elements look the same.
    doubtful: list[tuple[Source, str]] = field(default_factory=list)
    original: int = 0
    seconds: float = 0.0
    #: Compressed sizes of all results, by the name of the compression.
    sizes: Counter[str] = field(default_factory=Counter)


def main(arguments: list[str]) -> int:
    """Measure and print; return 1 where our own filters break something."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.minify", description=__doc__)
    parser.add_argument("cache", type=Path, help="directory for what is downloaded")
    parser.add_argument("--probes", type=Path, default=_PROBES, help="(default: %(default)s)")
    parser.add_argument("--chromium", help="path of the browser (default: playwright's own)")
    parser.add_argument(
        "--largest",
        type=int,
        default=600_000,
        help="leave out files of this many bytes or more (default: %(default)s)",
    )
    parser.add_argument("--only-ours", action="store_true", help="measure no other tools")
    parser.add_argument("--no-corpus", action="store_true", help="judge the probes only")
    options = parser.parse_args(arguments)

    cache = options.cache.resolve()
    corpus: list[Source] = []
    if not options.no_corpus:
        collect(cache)
        corpus = sources(cache, largest=options.largest)
    texts = probes(options.probes) + corpus
    with oracles(cache, options.chromium) as judges:
        used = [tool for tool in tools(judges.worker) if tool.name == OURS or not options.only_ours]
        scores = measure(texts, used, judges)
    print_broken(scores)
    print_scores(texts, scores)
    print_steps(corpus)
    return int(any(score.broken for (_, name), score in scores.items() if name == OURS))


def measure(
    texts: Iterable[Source], used: list[Tool], judges: Oracles
) -> dict[tuple[Kind, str], Score]:
    """Let every tool minify each text, one text after the other."""
    scores = {(tool.kind, tool.name): Score() for tool in used}
    originals: dict[Kind, Score] = {"css": Score(), "js": Score()}
    for source in texts:
        if not source.is_probe:
            _count_sizes(originals[source.kind], source.text)
        for tool in used:
            if tool.kind != source.kind:
                continue
            score = scores[tool.kind, tool.name]
            try:
                result, seconds = tool.minify(source.text)
            except Exception as error:
                # Whatever somebody else's minifier raises: then the source stays.
                score.counts[f"refused {_group(source)}"] += 1
                if tool.name == OURS:
                    score.broken.append((source, f"raised {error!r}"))
                result, seconds = source.text, 0.0
            verdict = judges.judge(source, result, rewrites=tool.rewrites)
            score.counts[verdict.how] += 1
            if verdict.difference is not None:
                score.counts[f"broken {_group(source)}"] += 1
                score.broken.append((source, verdict.difference))
            elif verdict.doubt is not None:
                score.doubtful.append((source, verdict.doubt))
            if not source.is_probe:
                score.original += len(source.text.encode())
                score.seconds += seconds
                _count_sizes(score, result)
    return {("css", "original"): originals["css"], ("js", "original"): originals["js"], **scores}


def _group(source: Source) -> str:
    return "probes" if source.is_probe else "corpus"


def _count_sizes(score: Score, text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    score.sizes["raw"] += len(content)
    score.sizes["gzip"] += len(gzip.compress(content, 9, mtime=0))
    score.sizes["brotli"] += len(brotli.compress(content, quality=11))


def print_broken(scores: dict[tuple[Kind, str], Score]) -> None:
    """Name what changed its meaning, file by file."""
    for (kind, name), score in scores.items():
        for source, difference in score.broken:
            print(f"BROKEN {kind} by {name}: {source.name}: {difference[:160]}")
        if name == OURS:
            for source, difference in score.doubtful:
                print(f"rules differ, elements do not: {source.name}: {difference}")


def print_scores(texts: list[Source], scores: dict[tuple[Kind, str], Score]) -> None:
    """Print one line for each tool."""
    for kind in ("css", "js"):
        mine = [source for source in texts if source.kind == kind]
        corpus = [source for source in mine if not source.is_probe]
        size = sum(len(source.text.encode()) for source in corpus) / MEGABYTE
        loose = sum(map(is_loose, corpus))
        print(
            f"\n{kind}: {len(mine) - len(corpus)} probes; {len(corpus)} files, {size:.1f} MB,"
            f" {loose} of them not minified yet"
        )
        print(
            f"{'tool':20}{'broken: probes':>15}{'corpus':>8}{'refused: probes':>16}{'corpus':>8}"
            f"{'unchanged':>10}{'MB/s':>8}{'raw':>9}{'gzip':>8}{'brotli':>8} %  judged by"
        )
        original = scores[kind, "original"].sizes
        for (of, name), score in scores.items():
            if of != kind:
                continue
            counts = score.counts
            speed = score.original / MEGABYTE / score.seconds if score.seconds else 0.0
            ratios = [
                100 * score.sizes[how] / max(1, original[how]) for how in ("raw", "gzip", "brotli")
            ]
            how = ", ".join(
                f"{word} {counts[word]}"
                for word in ("text", "values", "cascade", "tree", "run", "not judged")
                if counts[word]
            )
            print(
                f"{name:20}{counts['broken probes']:15}{counts['broken corpus']:8}"
                f"{counts['refused probes']:16}{counts['refused corpus']:8}"
                f"{counts['unchanged']:10}{speed:8.2f}"
                f"{ratios[0]:9.1f}{ratios[1]:8.1f}{ratios[2]:8.1f}    {how}"
            )


def print_steps(corpus: list[Source]) -> None:
    """Print how fast our steps are, and what the default minifiers took on."""
    if not corpus:
        return
    print("\nstep, on what is not minified yet      MB       s    MB/s")
    for step, megabytes, seconds in speeds(corpus):
        print(f"{step:32}{megabytes:9.2f}{seconds:8.2f}{megabytes / max(seconds, 1e-9):8.2f}")
    found = shares(corpus)
    for kind in ("css", "js"):
        whole = max(1, sum(count for (of, _), count in found.items() if of == kind))
        listed = ", ".join(
            f"{outcome} {100 * count / whole:.2f} %"
            for (of, outcome), count in found.most_common()
            if of == kind
        )
        print(f"{kind}, characters: {listed}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
