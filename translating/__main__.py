"""``python -m translating``: put what the code says now into the catalogues, and compile them."""

from __future__ import annotations

import sys

from .catalogues import LANGUAGES, compiled, faults, path, renewed, written


def main() -> int:
    """Renew all catalogues; return 1 if a translation lacks or is wrong."""
    found = []
    for language in LANGUAGES:
        path(language).parent.mkdir(parents=True, exist_ok=True)
        path(language).write_bytes(written(renewed(language)))
        path(language, ".mo").write_bytes(compiled(language))
        found += [f"{language}: {fault}" for fault in faults(language)]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
