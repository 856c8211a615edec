"""paperdeck's own format: one JSON object per line, everything the library knows. Made to be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from library.formats import Cited


def write(cited: Iterable[Cited]) -> Iterator[str]:
    for one in cited:
        yield json.dumps({**one.entry.to_json(), "citation_key": one.key}, ensure_ascii=False) + "\n"
