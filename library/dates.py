"""A paper's date for people, as exact as it is known."""

from __future__ import annotations

from parser import Paper

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def readable(paper: Paper) -> str:
    """`12 Aug 2024`, `Aug 2024` or `2024`; "" where no date is known."""
    if paper.date is None:
        return ""
    year, month = str(paper.date.year), _MONTHS[paper.date.month - 1]
    known = {"year": (year,), "month": (month, year), "day": (str(paper.date.day), month, year)}
    return " ".join(known[paper.date_precision])
