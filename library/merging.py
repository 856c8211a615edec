"""One paper from several sources: the richer one wins, field by field. Rows are those of `papers.COLUMNS`.

What a person wrote is not among these fields, so no merge can touch it. A cut between title and authors
that she made is as sure as a bibliography, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from library.papers import NAMES, to_paper

Row = tuple[Any, ...]
_AT = {name: place for place, name in enumerate(NAMES)}


def merged(rows: Sequence[Row]) -> Row:
    """The rows as one, under the key of the first; on a tie the earlier row is taken."""
    if len(rows) == 1:
        return rows[0]
    titled = max(rows, key=_sureness)
    named = max(rows, key=_names)
    dated = max(rows, key=_precision)
    result = dict(zip(NAMES, titled, strict=True))
    result |= {name: named[_AT[name]] for name in ("authors", "et_al")}
    result |= {name: dated[_AT[name]] for name in ("date", "date_text")}
    result |= {name: _first(rows, name) for name in ("category", "arxiv_id", "doi", "url", "venue", "byline")}
    result |= {
        "key": rows[0][0],
        "has_code": int(any(row[_AT["has_code"]] for row in rows)),
        "affiliations": _longest(rows, "affiliations", json.loads),
        "links": _union(rows, "links"),
        "keywords": _union(rows, "keywords"),
        "abstract": _longest(rows, "abstract", str),
    }
    return tuple(result[name] for name in NAMES)


def _sureness(row: Row) -> float:
    """How sure the title is: a bibliography has it whole, a listing fused with the authors."""
    return float(row[_AT["confidence"]])


def _names(row: Row) -> tuple[int, int, bool]:
    """More authors before fewer, whole names before initials and broken ones, all before `et al.`."""
    names = row[_AT["authors"]]
    return len(json.loads(names)), len(names), not row[_AT["et_al"]]


def _precision(row: Row) -> int:
    paper = to_paper(row)
    return {"year": 1, "month": 2, "day": 3}[paper.date_precision] if paper.date else 0


def _first(rows: Sequence[Row], name: str) -> Any:
    values = [row[_AT[name]] for row in rows]
    return next((value for value in values if value), values[0])


def _longest(rows: Sequence[Row], name: str, read: Callable[[str], Any]) -> Any:
    return max((row[_AT[name]] for row in rows), key=lambda value: len(read(value)))


def _union(rows: Sequence[Row], name: str) -> str:
    values = [value for row in rows for value in json.loads(row[_AT[name]])]
    return json.dumps(list(dict.fromkeys(values)), ensure_ascii=False)
