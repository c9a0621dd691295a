"""libsass, which compiles Sass as it was before it had modules."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from ...core.errors import FilterError
from .compiling import Place, failure, main_path
from .hosting import HOSTS, compiler_program, converse
from .sass_job import Compiled, Job

#: libsass is older than modules, and takes these for CSS to come.
_MODULE = re.compile(r"@(?:use|forward)\b")
_OUTDATED = "libsass does not know @use and @forward: use Dart Sass, npm install sass-embedded"

_PLACE = re.compile(r"\n +on line (\d+):\d+ of ([^\n,]+)")
_EXCERPT = re.compile(r"^>> (.*)$", re.MULTILINE)


class LibSass:
    """libsass, by the PyPI package of that name."""

    def __init__(self, package_version: str) -> None:
        self.version: str = f"libsass-{package_version}"

    def compile(self, job: Job) -> Compiled:
        """Return what it makes of the text; see :meth:`Compiler.compile`."""
        texts = [job.text]

        def answer(question: Mapping[str, Any]) -> object:
            path = job.files.find_beside(question["import"], question["from"])
            if path is None:
                raise FilterError("Can't find stylesheet to import")
            if path.endswith(".sass"):
                raise FilterError(
                    f"libsass reads imported files as SCSS, and {path} is indented:"
                    " use Dart Sass, npm install sass-embedded"
                )
            texts.append(job.files.content(path))
            return {"path": path, "text": texts[-1]}

        path = main_path(job.context)
        command = (sys.executable, HOSTS / "libsass_host.py")
        program = compiler_program("libsass", command, job.context.directory)
        request = {"text": job.text, "path": path, "indented": job.indented}
        done = converse(program, request, answer)
        if "error" in done:
            message, place = _libsass_error(done["error"], path)
            message = done["refused"] or message
            if any(map(_MODULE.search, texts)):
                message += f" ({_OUTDATED})"
            raise failure(message, place, job.context)
        css = done["css"].removeprefix('@charset "UTF-8";\n').removeprefix("\ufeff")
        if _MODULE.search(css) and _has_modules(css):
            raise FilterError(_OUTDATED)
        return Compiled(css, tuple((message, None) for message in done["warnings"]))


def _libsass_error(text: str, main: str) -> tuple[str, Place | None]:
    found = _PLACE.search(text)
    if found is None:
        return text.removeprefix("Error: "), None
    excerpt = _EXCERPT.search(text, found.end())
    path = main if found[2] == "stdin" else found[2]
    place = Place(path, int(found[1]), excerpt[1] if excerpt else "")
    return text[: found.start()].removeprefix("Error: "), place


def _has_modules(css: str) -> bool:
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return any(
        rule.type == "at-rule" and rule.lower_at_keyword in ("use", "forward") for rule in rules
    )
