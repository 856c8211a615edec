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
_REST = re.compile(r"((\d{1,2})(?:, (\d{4}))?)(Code)?", re.ASCII)


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
    before, _, behind = line.partition(" ")
    if len(line) > MAX_HEAD or not (first := _category_and_month(before)) or not (last := _day(behind)):
        return None
    category, name, month = first
    text, year, day, has_code = last
    # twice as fast as Head(...), which goes through a function
    return tuple.__new__(Head, (category, f"{name} {text}", year, month, day, has_code))


@lru_cache(1 << 12)
def _category_and_month(text: str) -> tuple[str, str, int] | None:
    """What stands before the space: a category that can be read in one way only, the month and its number."""
    category, name = text[:-3], text[-3:]
    if "Code" in category or not _CATEGORY.fullmatch(category) or name not in MONTHS:
        return None
    return category, name, MONTHS[name]


@lru_cache(1 << 13)
def _day(text: str) -> tuple[str, int | None, int, bool] | None:
    """What stands behind the space: the rest of the date, its year and day, and whether `Code` follows."""
    if not (found := _REST.fullmatch(text)):
        return None
    date, day, year, code = found.groups()
    return date, int(year) if year else None, int(day), code is not None
