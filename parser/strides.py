"""The short way through a listing: whole papers, three lines at a stride, while nothing is out of order.

`parser.blocks` asks of every line what it is. In a tidy listing that is settled by the lengths of the lines
and by the head of the next paper. `tests/parser/test_strides.py` holds this to the plain way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parser.dates import MAX_HEAD, MONTHS, Head, head_of

_CATEGORY = re.compile(r"[A-Za-z][A-Za-z.\-]*")
_REST = re.compile(r"(\d{1,2}(?:, (\d{4}))?)(Code)?", re.ASCII)


def strides(lines: list[str], start: int) -> Iterator[tuple[str, str, Head]]:
    """Byline and abstract of each paper from `start` on, where lines[start] stands behind the head of a
    paper, and the head of the paper behind it; as far as it is plain that these are three lines.
    """
    for at in range(start, len(lines) - 2, 3):
        byline, abstract = lines[at], lines[at + 1]
        if len(abstract) <= MAX_HEAD:
            return
        if len(byline) <= MAX_HEAD and (not byline or byline == "Code" or head_of(byline)):
            return
        if not (head := dated_head(lines[at + 2])):
            return
        yield byline, abstract, head


def dated_head(line: str) -> Head | None:
    """What `parser.dates.head_of` says of a head in its usual form (`AIAug 12, 2024Code`); else None."""
    before, _, rest = line.partition(" ")
    month = MONTHS.get(before[-3:])
    if (
        not month
        or len(line) > MAX_HEAD
        or not (found := _day_and_year(rest))
        or not _is_category(before[:-3])
    ):
        return None
    text, day, year, has_code = found
    return Head(before[:-3], f"{before[-3:]} {text}", year, month, day, has_code)


@lru_cache(1 << 13)
def _day_and_year(rest: str) -> tuple[str, int, int | None, bool] | None:
    """What stands behind the month: its text, day and year, and whether `Code` follows."""
    if not (found := _REST.fullmatch(rest)):
        return None
    text, year, code = found.groups()
    return text, int(text.partition(",")[0]), int(year) if year else None, code is not None


@lru_cache(1 << 10)
def _is_category(text: str) -> bool:
    """Whether the text is a category that can be read in one way only."""
    return _CATEGORY.fullmatch(text) is not None and "Code" not in text
