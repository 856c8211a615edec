"""The first line of a paper, and the year of dates that are written without one."""

from __future__ import annotations

import datetime as dt

import pytest

from parser.dates import Head, Years, head_of

AS_OF = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("AIAug 12, 2024Code", Head("AI", "Aug 12, 2024", 2024, 8, 12, True)),
        ("MAJun 3", Head("MA", "Jun 3", None, 6, 3)),
        ("MAMay 13Code", Head("MA", "May 13", None, 5, 13, True)),
        ("quant-gasMar 1, 2009", Head("quant-gas", "Mar 1, 2009", 2009, 3, 1)),
        ("hep-thMar 16, 2001", Head("hep-th", "Mar 16, 2001", 2001, 3, 16)),
        ("cond-mat.str-elDec 31, 1999", Head("cond-mat.str-el", "Dec 31, 1999", 1999, 12, 31)),
        ("cs.LGFeb 6", Head("cs.LG", "Feb 6", None, 2, 6)),
        # other browsers, other spacing
        ("AI Aug 12, 2024 Code", Head("AI", "Aug 12, 2024", 2024, 8, 12, True)),
        ("CodeAIAug 12, 2024", Head("AI", "Aug 12, 2024", 2024, 8, 12, True)),
        ("AICodeAug 12, 2024", Head("AI", "Aug 12, 2024", 2024, 8, 12, True)),
        ("AISeptember 2, 2024", Head("AI", "September 2, 2024", 2024, 9, 2)),
        ("AI12 Aug 2024", Head("AI", "12 Aug 2024", 2024, 8, 12)),
        ("AI2024-08-12", Head("AI", "2024-08-12", 2024, 8, 12)),
        # parts that are missing
        ("Aug 12, 2024", Head("", "Aug 12, 2024", 2024, 8, 12)),
        ("CodeAug 12, 2024", Head("", "Aug 12, 2024", 2024, 8, 12, True)),
        ("hep-th", Head("hep-th")),
        ("LGCode", Head("LG", has_code=True)),
    ],
)
def test_a_head(line: str, head: Head) -> None:
    assert head_of(line) == head


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Papers",
        "Page 3",
        "Updated on Aug 12, 2024",
        "May",
        "AI12",
        "We met on May 5.",
        "A" * 70 + "May 5",
    ],
)
def test_no_head(line: str) -> None:
    assert head_of(line) is None


def assumed(as_of: dt.date, *dates: str) -> tuple[int | None, bool]:
    years = Years()
    for date in dates:
        head = head_of(f"AI{date}")
        assert head
        years.add(head)
    return years.assumed(as_of)


def test_the_year_left_out_is_the_latest_that_is_written_nowhere() -> None:
    assert assumed(AS_OF, "Aug 12, 2024", "Jun 3") == (2026, True)
    assert assumed(AS_OF, "Aug 12, 2026", "Jun 3") == (2025, True)
    assert assumed(AS_OF, "Jun 3") == (2026, True)


def test_the_year_left_out_puts_no_date_after_the_day_of_copying() -> None:
    assert assumed(dt.date(2027, 5, 31), "Aug 12, 2025", "Jun 3") == (2026, True)
    assert assumed(dt.date(2027, 6, 3), "Aug 12, 2025", "Jun 3") == (2027, True)
    assert assumed(dt.date(2026, 6, 3), "Aug 12, 2025", "Jun 3", "Feb 6") == (2026, True)


def test_a_leap_day_needs_a_leap_year() -> None:
    assert assumed(AS_OF, "Feb 29") == (2024, True)


def test_where_every_date_has_its_year_none_is_assumed() -> None:
    assert assumed(AS_OF, "Aug 12, 2024") == (None, True)
    assert assumed(AS_OF) == (None, True)


def test_where_no_year_fits_the_newest_written_one_is_taken() -> None:
    assert assumed(AS_OF, "Jan 1, 2024", "Jan 1, 2025", "Jan 1, 2026", "Jun 3") == (2026, False)
    assert assumed(dt.date(2024, 1, 1), "Jan 1, 2024", "Jan 1, 2025", "Jun 3") == (2025, False)


def test_a_day_that_does_not_exist_has_no_date() -> None:
    head = head_of("AIFeb 31, 2024")
    assert head
    assert head.date(None) is None
    head = head_of("AIFeb 29")
    assert head
    assert head.date(2026) is None
    assert head.date(2024) == dt.date(2024, 2, 29)
