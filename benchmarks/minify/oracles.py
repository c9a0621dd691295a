"""Whether a minified text means what its source means, asked of others than us.

Chromium's CSSOM answers for style sheets, acorn and Node for scripts.  None of
them shares a line with the verification in :mod:`sphinx_compress.filters.verify`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Error, Page, sync_playwright

from .corpus import Source

_HERE: Final = Path(__file__).parent


class Verdict(NamedTuple):
    """What an oracle says."""

    #: By what it was found out: ``text``, ``values``, ``cascade``, ``tree`` or ``run``.
    how: str
    #: The first difference, or ``None`` when both mean the same.
    difference: str | None
    #: What differs in the rules of a tool that rewrites, and made no difference to the elements.
    doubt: str | None = None


class Worker:
    """A Node process that answers questions about scripts."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, verb: str, **request: str) -> Any:
        """The answer to one request; see ``worker.mjs``.

        :raises ValueError: when it could not be answered.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise ValueError("Node has no pipes")
        stdin.write(json.dumps({"verb": verb, **request}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline() or '{"error": "Node has ended"}')
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["result"]


class SheetOracle:
    """Judges style sheets by what Chromium reads in them.

    :param page: an empty page that loads nothing.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._script = (_HERE / "cssom.js").read_text(encoding="utf-8").rstrip().rstrip(";")

    def judge(self, before: str, after: str, *, rewrites: bool = False) -> Verdict:
        """Compare a minified sheet with its source.

        :param rewrites: whether the tool may write other rules, if elements look the same.
        """
        try:
            answer = self._page.evaluate(self._script, [before, after])
        except Error as error:
            return Verdict("cascade", f"Chromium failed: {str(error)[:200]}")
        difference, lines = answer["difference"], answer.get("lines")
        if rewrites or difference is not None:
            return Verdict(answer["how"], difference, lines)
        # Sample elements do not show everything: they are neither hovered over nor printed, and
        # stand in no narrow container.  Who only writes the same in fewer bytes keeps each rule.
        return Verdict("values" if lines else answer["how"], lines)


class Oracles:
    """Judges minified texts."""

    def __init__(self, page: Page, worker: Worker) -> None:
        self._sheets = SheetOracle(page)
        self.worker = worker

    def judge(self, source: Source, result: str, *, rewrites: bool = False) -> Verdict:
        """Compare a result with its source.

        :param rewrites: whether the tool writes other code that does the same.  Then
            only running a script tells, and only a probe says what it observed.  For
            a sheet see :meth:`SheetOracle.judge`.
        """
        if result == source.text:
            return Verdict("unchanged", None)
        if source.kind == "css":
            return self._sheets.judge(source.text, result, rewrites=rewrites)
        if source.is_probe:
            before, after = (self.worker.ask("run", text=text) for text in (source.text, result))
            if before != after:
                return Verdict("run", f"{before} is {after}")
        if rewrites:
            return Verdict("run" if source.is_probe else "not judged", None)
        return Verdict("tree", self.worker.ask("same", before=source.text, after=result))


@contextmanager
def oracles(cache: Path, chromium: str | None) -> Iterator[Oracles]:
    """Start a browser and Node.

    :param chromium: path of the browser; ``None`` for playwright's own.
    """
    with ExitStack() as stack:
        worker = stack.enter_context(_worker(cache))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        stack.callback(browser.close)
        page = browser.new_page()
        page.set_content("<!doctype html><html><head></head><body></body></html>")
        # A sheet must not wait for the files that it imports.
        page.route("**/*", lambda route: route.abort())
        yield Oracles(page, worker)


@contextmanager
def _worker(cache: Path) -> Iterator[Worker]:
    packages = cache / "node"
    if not (packages / "node_modules").is_dir():
        packages.mkdir(parents=True, exist_ok=True)
        shutil.copy(_HERE / "package.json", packages)
        subprocess.run(["npm", "install", "--silent"], cwd=packages, check=True)
    command = ["node", "--no-warnings", "--experimental-vm-modules", "--stack-size=4000"]
    with subprocess.Popen(
        [*command, str(_HERE / "worker.mjs"), str(packages)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Worker(process)
