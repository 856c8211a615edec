"""arXiv's e-mail listings: blocks of `arXiv:…`, `Title:`, `Authors:`, `Categories:` and an abstract.

Source: info.arxiv.org/help/subscribe and the mails themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parser.links import links_in
from parser.paper import Problem, Record
from parser.readers.fields import Fields, record

_ID = re.compile(r"arXiv:(\S+)")
_FIELD = re.compile(
    r"(Title|Authors?|Categories|Comments|Date|Journal-ref|DOI|Report-no|MSC-class|ACM-class|License):\s*"
)
_DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")


@dataclass
class _Block:
    """One paper while its lines come in."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    last: str = ""
    abstract: list[str] = field(default_factory=list)
    rules: int = 0
    """Lines of `\\\\`: the first closes the head, the second the abstract."""


def read(lines: Iterator[str | Problem]) -> Iterator[Record | Problem]:
    block: _Block | None = None
    number = 0
    for line in lines:
        if isinstance(line, Problem):
            yield line
            continue
        number += 1
        text = line.strip()
        if found := _ID.match(text):
            if block is not None:
                yield from _finished(block)
            block = _Block(number, {"id": found[1]})
        elif block is not None:
            _take(block, line, text)
    if block is not None:
        yield from _finished(block)


def _take(block: _Block, line: str, text: str) -> None:
    if text.startswith("\\\\"):
        block.rules += 1
    elif set(text) <= {"-", "%", "="} and len(text) > 5:
        block.rules += 2
    elif block.rules == 1:
        block.abstract.append(text)
    elif block.rules == 0 and (found := _FIELD.match(text)):
        block.last = found[1].removesuffix("s") if found[1] == "Authors" else found[1]
        block.fields[block.last] = text[found.end() :]
    elif block.rules == 0 and block.last and line[:1].isspace() and text:
        block.fields[block.last] += f" {text}"


def _finished(block: _Block) -> Iterator[Record | Problem]:
    get = block.fields.get
    if not get("Title"):
        if block.fields.keys() - {"id"}:
            yield Problem(block.line, f"arXiv:{get('id')} has no title", "it was left out")
        return
    categories = get("Categories", "").split()
    yield record(
        Fields(
            title=get("Title", ""),
            authors=_authors(get("Author", "")),
            category=categories[0] if categories else "",
            date=_date(get("Date", "")),
            abstract=" ".join(block.abstract),
            links=links_in(get("Comments", "")),
            arxiv_id=get("id", ""),
            doi=get("DOI", ""),
            venue=get("Journal-ref", ""),
        ),
        block.line,
    )


def _authors(text: str) -> tuple[str, ...]:
    """Names without the institutions that stand in brackets behind them."""
    depth, kept = 0, []
    for c in text:
        depth += c == "("
        if depth == 0:
            kept.append(c)
        depth -= c == ")" and depth > 0
    return tuple(name.strip() for name in _AND.split("".join(kept)) if name.strip())


def _date(text: str) -> str:
    """`Mon, 12 Aug 2024 17:55:58 GMT   (3500kb,D)` as ISO 8601."""
    found = _DATE.search(text)
    if found is None or found[2] not in _MONTHS:
        return ""
    try:
        return dt.date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])).isoformat()
    except ValueError:
        return ""
