"""Dates as they are written in queries: a day, a month or a year, and spans of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BEGUN = re.compile(
    r"(?:[<>]=?)?\d{0,4}(?:-\d{0,2}(?:-\d{0,2})?)?(?:\.{1,2}\d{0,4}(?:-\d{0,2}(?:-\d{0,2})?)?)?"
)

Span = tuple[str | None, str | None]
"""First and last day, both included, as ISO 8601; None where the span is open."""


def span(text: str) -> Span:
    """The days that a date means: `2024`, `2024-05`, `2023-06..2024`, `2024..`, `>=2025-01`, `<2024`.

    Raises ValueError where it is no date.
    """
    for sign in (">=", "<=", "=>", "=<", ">", "<"):
        if text.startswith(sign):
            return _compared(sign, *_days(text[len(sign) :]))
    first, dots, last = text.partition("..")
    if not dots:
        return _days(text)
    if not first and not last:
        raise ValueError(text)
    return (_days(first)[0] if first else None, _days(last)[1] if last else None)


def is_begun(text: str) -> bool:
    """Whether more keys could make a date of it."""
    return _BEGUN.fullmatch(text) is not None


def _days(text: str) -> tuple[str, str]:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    first = dt.date(year, month, day)
    if match[3]:
        return first.isoformat(), first.isoformat()
    last_month = month if match[2] else 12
    last = dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()


def _compared(sign: str, first: str, last: str) -> Span:
    if sign in (">=", "=>"):
        return first, None
    if sign in ("<=", "=<"):
        return None, last
    one = dt.timedelta(days=1)
    try:
        if sign == ">":
            return (dt.date.fromisoformat(last) + one).isoformat(), None
        return None, (dt.date.fromisoformat(first) - one).isoformat()
    except OverflowError:
        raise ValueError(first) from None
