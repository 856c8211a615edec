"""Counts over the papers of a scope and over what was read when: for people to look at, not for filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from library.lists import within
from library.store import Store

TOP = 12
"""Values of a long group that are counted out."""


@dataclass(frozen=True, slots=True)
class Count:
    """One value and how many papers have it."""

    value: str
    papers: int
    with_code: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything the screen of statistics and `paperdeck stats` show."""

    papers: int
    with_code: int
    starred: int
    noted: int
    months: tuple[Count, ...]
    """`2026-05`, oldest first, without gaps."""
    years: tuple[Count, ...]
    """Newest first."""
    categories: tuple[Count, ...]
    affiliations: tuple[Count, ...]
    authors: tuple[Count, ...]
    states: tuple[Count, ...]
    """Read states other than unread."""
    read: tuple[Count, ...]
    """Papers marked as read per month (`2026-05`), oldest first, without gaps."""


def statistics(store: Store, scope: Collection[str]) -> Statistics:
    """Counts over the listings of `scope` (none named: the whole library). A second at 100,000 papers."""
    where, values = within(scope)
    papers = f"FROM paper WHERE hidden = 0{where}"

    def grouped(what: str, source: str, order: str = "2 DESC, 1", limit: int = TOP) -> tuple[Count, ...]:
        sql = f"SELECT {what}, count(*), sum(has_code) {source} GROUP BY 1 ORDER BY {order} LIMIT {limit}"
        return tuple(Count(str(name), n, code) for name, n, code in store.query(sql, values) if name)

    def listed(column: str) -> tuple[Count, ...]:
        return grouped("each.value", f"FROM paper, json_each({column}) AS each WHERE hidden = 0{where}")

    def marked(condition: str) -> int:
        sql = f"SELECT count(*) {papers} AND key IN (SELECT key FROM mark WHERE {condition})"
        return int(store.value(sql, values))

    total, with_code = store.query(f"SELECT count(*), ifnull(sum(has_code), 0) {papers}", values)[0]
    marks = f"FROM mark WHERE name = 'state' AND key IN (SELECT key {papers})"
    states = store.query(f"SELECT value, count(*) {marks} GROUP BY 1 ORDER BY 2 DESC", values)
    read = store.query(
        f"SELECT substr(changed, 1, 7), count(*) {marks} AND value = 'read' GROUP BY 1 ORDER BY 1", values
    )
    return Statistics(
        papers=total,
        with_code=with_code,
        starred=marked("name = 'star'"),
        noted=marked("name = 'note'"),
        months=without_gaps(grouped("substr(date, 1, 7)", papers, "1", -1)),
        years=grouped("substr(date, 1, 4)", papers, "1 DESC", -1),
        categories=grouped("category", papers),
        affiliations=listed("affiliations"),
        authors=listed("authors"),
        states=tuple(Count(value, n) for value, n in states),
        read=without_gaps(tuple(Count(month, n) for month, n in read)),
    )


def without_gaps(months: tuple[Count, ...]) -> tuple[Count, ...]:
    """Months in order with the missing ones as zeros; at most the last hundred years of them."""
    if not months:
        return ()
    known = {count.value: count for count in months}
    first, last = _number(months[0].value), _number(months[-1].value)
    names = (f"{n // 12:04}-{n % 12 + 1:02}" for n in range(max(first, last - 1200), last + 1))
    return tuple(known.get(name, Count(name, 0)) for name in names)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
