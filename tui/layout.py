"""Which panes stand where at a given terminal size, and how wide the list's columns are. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WIDE = 120
NARROW = 80
CELL_ASPECT = 2
"""A terminal cell is about twice as tall as it is wide."""


class Arrangement(StrEnum):
    WIDE = "wide"
    """Filters, list and detail side by side."""
    STACKED = "stacked"
    """List above, detail below, filters as a drawer."""
    SINGLE = "single"
    """One pane at a time."""


def arrange(width: int, height: int) -> Arrangement:
    """The arrangement for a terminal of `width` x `height` cells."""
    if width < NARROW:
        return Arrangement.SINGLE
    if width < WIDE or height * CELL_ASPECT > width:
        return Arrangement.STACKED
    return Arrangement.WIDE


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column of the list; 0 means that the column is not shown."""

    title: int
    author: int
    code: int
    category: int
    date: int


MARKS = 4
"""Cells before the title: the cursor's bar, the star, the sign of the read state, a space."""


def columns(width: int, longest_category: int) -> Columns:
    """Columns for a list of `width` cells: the title first, then whatever fits beside 40 cells of title.

    longest_category: cells of the longest category that the list may show.
    """
    category = min(max(longest_category, 2), 9)
    room = width - MARKS - 1
    date = code = author = 0
    if room - 8 >= 26:
        date, room = 7, room - 8
    if room - category - 1 >= 26:
        room -= category + 1
    else:
        category = 0
    if room - 5 >= 30:
        code, room = 4, room - 5
    if room - 16 >= 56:
        author, room = 14, room - 16
    return Columns(title=max(room, 1), author=author, code=code, category=category, date=date)
