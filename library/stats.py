"""Counts over the papers of a scope and over what was read when: for people to look at, not for filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from library.lists import within
from library.store import Store

_TOGETHER = "paper, json_each(authors) AS one JOIN json_each(authors) AS other ON true"
TOP = 12
"""Values of a long group that are counted out."""


@dataclass(frozen=True, slots=True)
class Count:
    """One value and how many papers have it."""

    value: str
    papers: int
    with_code: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two authors and how many papers name both."""

    one: str
    other: str
    papers: int


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
    pairs: tuple[Pair, ...]
    """Authors who are named together more than once; of a paper with `et al.` only those that it names."""
    et_al: int
    """Papers that name some of their authors only."""
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
    pairs = store.query(
        f"SELECT one.value, other.value, count(*) FROM {_TOGETHER} AND one.value < other.value"
        f" WHERE hidden = 0{where} GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 3 DESC, 1, 2 LIMIT {TOP}",
        values,
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
        pairs=tuple(Pair(one, other, n) for one, other, n in pairs),
        et_al=int(store.value(f"SELECT ifnull(sum(et_al), 0) {papers}", values)),
        states=tuple(Count(value, n) for value, n in states),
        read=without_gaps(tuple(Count(month, n) for month, n in read)),
    )


def coauthors(store: Store, scope: Collection[str], author: str) -> tuple[Count, ...]:
    """Who is named beside an author, the most frequent first."""
    where, values = within(scope)
    found = store.query(
        f"SELECT other.value, count(*), sum(has_code) FROM {_TOGETHER} AND one.value != other.value"
        f" WHERE hidden = 0{where} AND one.value = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {2 * TOP}",
        (*values, author),
    )
    return tuple(Count(name, n, code) for name, n, code in found)


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
