"""The first line of a paper (`AIAug 12, 2024Code`) and the year of a date that is written without one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from parser.categories import is_known

MAX_HEAD = 64
"""Characters; no first line is longer, so longer lines need not be looked at."""

MONTHS = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "), range(1, 13), strict=True))
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = rf"""
    (?P<month>{_MONTH})\.?\ ?(?P<day>\d{{1,2}}) (?: ,?\ ?(?P<year>\d{{4}}) )?       # Aug 12, 2024 or Jun 3
  | (?P<day2>\d{{1,2}})\.?\ (?P<month2>{_MONTH})\.? (?: ,?\ (?P<year2>\d{{4}}) )?   # 12 Aug 2024
  | (?P<year3>\d{{4}})-(?P<month3>\d{{2}})-(?P<day3>\d{{2}})                        # 2024-08-12
"""
_HEAD = re.compile(
    rf"(?P<code1>Code)?\ ?(?P<category>[A-Za-z][A-Za-z.\-]*?)??\ ?(?P<code2>Code)?\ ?"
    rf"(?P<date>{_DATE})\ ?(?P<code3>Code)?",
    re.VERBOSE | re.ASCII,
)
_DATELESS = re.compile(r"(Code)? ?([A-Za-z][A-Za-z.\-]*?) ?(Code)?")


class Head(NamedTuple):
    """What line 1 says; a part that it does not hold is "" or None."""

    category: str
    date_text: str = ""
    year: int | None = None
    month: int = 0
    day: int = 0
    has_code: bool = False

    def date(self, assumed_year: int | None) -> dt.date | None:
        """The day, in the assumed year where none is written; None where there is no such day."""
        year = self.year or assumed_year
        if not (self.date_text and year):
            return None
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def head_of(line: str) -> Head | None:
    """The line read as the first line of a paper, or None where it is none.

    Accepted beyond the usual form: spaces between the parts, `Code` in front or in the middle, a missing
    category, other date forms, and a category alone where it is one that arXiv has.
    """
    if len(line) > MAX_HEAD:
        return None
    if not (found := _HEAD.fullmatch(line)):
        return _dateless(line)
    month, day = found["month"] or found["month2"], found["day"] or found["day2"] or found["day3"]
    year = found["year"] or found["year2"] or found["year3"]
    return Head(
        category=found["category"] or "",
        date_text=found["date"],
        year=int(year) if year else None,
        month=MONTHS[month[:3]] if month else int(found["month3"]),
        day=int(day),
        has_code=bool(found["code1"] or found["code2"] or found["code3"]),
    )


def _dateless(line: str) -> Head | None:
    found = _DATELESS.fullmatch(line)
    if found and is_known(found[2]):
        return Head(category=found[2], has_code=bool(found[1] or found[3]))
    return None


@dataclass(slots=True)
class Years:
    """What the dates of a whole listing tell about the year that it leaves out."""

    written: set[int] = field(default_factory=set)
    latest: tuple[int, int] | None = None
    """The latest (month, day) without a year."""
    leap_day: bool = False
    """A 29 February stands there without a year."""

    def add(self, head: Head) -> None:
        if head.year:
            self.written.add(head.year)
        elif head.date_text and head.date(assumed_year=2000):  # a leap year: every day of the calendar
            self.latest = max(self.latest or (0, 0), (head.month, head.day))
            self.leap_day = self.leap_day or (head.month, head.day) == (2, 29)

    def assumed(self, as_of: dt.date) -> tuple[int | None, bool]:
        """The year of the dates without one, and whether it fits; None where every date has its year.

        A page leaves out the year in which it was copied: the latest year that is written out nowhere
        and puts no date after `as_of`. A page that writes out later years than that by more than one (the
        turn of the year, a date given in advance) was copied after it, so then no year fits, and the
        newest written year is given.
        """
        if self.latest is None:
            return None, True
        newest = max(self.written, default=dt.MINYEAR)
        for year in range(as_of.year, max(newest - 2, dt.MINYEAR), -1):
            if year not in self.written and self._fits(year, as_of):
                return year, True
        return (newest if self.written else as_of.year), False

    def _fits(self, year: int, as_of: dt.date) -> bool:
        assert self.latest is not None
        if self.leap_day and not calendar.isleap(year):
            return False
        return (year, *self.latest) <= (as_of.year, as_of.month, as_of.day)
