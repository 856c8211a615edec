"""CSV (RFC 4180) that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from library.addresses import paper_url
from library.formats import Cited, joined

COLUMNS = (
    "key citation_key title authors et_al category date code affiliations venue doi arxiv_id url links"
    " abstract keywords starred state tags note listings"
).split()

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula (OWASP, CSV injection)."""


def write(cited: Iterable[Cited]) -> Iterator[str]:
    yield _line(COLUMNS)
    for one in cited:
        yield _line([guarded(cell) for cell in _cells(one)])


def guarded(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would compute it."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """What `guarded` made it from."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _cells(cited: Cited) -> list[str]:
    """In the order of COLUMNS; a date is as long as it is known, several values are separated by `; `."""
    entry, paper = cited.entry, cited.entry.paper
    return [
        paper.key,
        cited.key,
        paper.title,
        "; ".join(paper.authors),
        _yes(paper.et_al),
        paper.category,
        paper.date_known,
        _yes(paper.has_code),
        "; ".join(paper.affiliations),
        paper.venue or "",
        paper.doi or "",
        paper.arxiv_id or "",
        paper_url(paper) or "",
        " ".join(paper.links),
        paper.abstract,
        joined(paper.keywords),
        _yes(entry.starred),
        entry.state.value,
        "; ".join(entry.tags),
        entry.note,
        "; ".join(entry.listings),
    ]


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
