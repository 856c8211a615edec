"""What stands on which line of the filter pane: groups, values, saved searches. Draws nothing."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from library import SavedSearch
from search.answer import Facet, FacetValue

SAVED = "saved"
"""The field of the lines of saved searches; no field of the query language."""
HEADINGS = {
    "cat": "Category", "code": "Code", "year": "Year", "month": "Month", "aff": "Affiliation",
    "author": "Author", "is": "Mine", "has": "Mine", "tag": "Tag", "in": "Listing", SAVED: "Saved",
}  # fmt: skip
LABELS = {
    ("code", "yes"): "with code", ("code", "no"): "without",
    ("is", "starred"): "★ bookmarked", ("is", "unread"): "• unread", ("is", "reading"): "◐ reading",
    ("is", "read"): "  read", ("is", "no"): "× not for me", ("is", "new"): "+ new",
    ("is", "queued"): "≡ reading list", ("has", "note"): "✎ with note", ("has", "link"): "  with link",
}  # fmt: skip
ORDER = ("cat", "code", "year", "month", "aff", "is", "has", "tag", "author", "in")
"""Groups from top to bottom: what most people filter by, then what is theirs, then the long tail."""
NARROWED = frozenset({"cat", "aff", "author", "tag", "in"})
"""Groups in which a name can be typed."""
SHORT = 7
"""Values of a long group shown before `… more` is opened."""
BARRED = 13
"""Cells of the longest name that leaves room for a bar."""
SPARKS = "▁▂▃▄▅▆▇█"
MOST_SPARKS = 20


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search with what it finds now; None until that has been counted."""

    search: SavedSearch
    papers: int | None = None
    new: int = 0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A group in which a name is being typed."""

    field: str
    text: str = ""
    found: tuple[FacetValue, ...] | None = None
    """What the library knows under that name; None until it has answered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pane: a heading, a value, a saved search, a `… more`, words, or nothing (all empty)."""

    field: str = ""
    heading: str = ""
    value: FacetValue | None = None
    saved: Saved | None = None
    more: int = 0
    """Values not shown; -1 where all are shown and can be folded again."""
    words: str = ""
    typed: str | None = None
    """What is being typed into the group, on its heading."""
    distinct: int = 0
    spark: str = ""
    share: float | None = None
    """Of the largest value in the group; None where the names need the room of the bars."""
    counted: int = 4
    """Cells of the longest count in the group, so that bars and counts stand in columns."""
    inner: bool = False
    """A value inside the value above it: a month of a year."""

    @property
    def can_be_chosen(self) -> bool:
        return self.value is not None or self.saved is not None or self.more != 0

    @property
    def can_be_narrowed(self) -> bool:
        """Whether the line belongs to a group that is long enough to type into."""
        return self.field in NARROWED and self.distinct > SHORT + 1

    def is_about_the_same(self, other: Line) -> bool:
        """Whether the other line stands for the same thing, perhaps with another count."""
        if self.field != other.field or self.heading != other.heading:
            return False
        if self.saved and other.saved:
            return self.saved.search.name == other.saved.search.name
        if self.value and other.value:
            return self.value.value == other.value.value
        return bool(self.more and other.more)


def lay_out(
    facets: Sequence[Facet],
    opened: frozenset[str] = frozenset(),
    saved: Sequence[Saved] = (),
    narrowing: Narrowing | None = None,
) -> list[Line]:
    """The lines of the pane. Groups without a value left are not shown; `opened` names groups shown whole."""
    lines = _saved_lines(saved, SAVED in opened)
    months = next((facet for facet in facets if facet.field == "month"), None)
    last = ""
    for facet in sorted(facets, key=lambda facet: ORDER.index(facet.field)):
        typed = narrowing if narrowing and narrowing.field == facet.field else None
        values = [value for value in facet.values if _worth_a_line(facet, value)]
        if facet.field == "month" or (not values and not typed):
            continue
        heading = HEADINGS.get(facet.field, facet.field)
        if heading != last:
            lines += [Line()] if lines else []
            lines.append(_heading(facet, heading, values, typed))
            last = heading
        lines += _typed_lines(facet, values, typed) if typed else _value_lines(facet, values, opened, months)
    return lines


def label(field: str, value: str) -> str:
    """A value as people read it."""
    if field == "month" and value[5:].isdigit():
        return calendar.month_abbr[int(value[5:])]
    return LABELS.get((field, value), value)


def spark(counts: Mapping[int, int]) -> str:
    """Counts by year as a line of small bars, oldest first; years without papers are blank."""
    if not counts:
        return ""
    years = range(min(counts), max(counts) + 1)[-MOST_SPARKS:]
    most = max(counts[year] for year in years if year in counts) or 1
    highest = len(SPARKS) - 1
    return "".join(SPARKS[counts[y] * highest // most] if counts.get(y) else " " for y in years)


def _saved_lines(saved: Sequence[Saved], whole: bool) -> list[Line]:
    if not saved:
        return []
    short = saved if whole or len(saved) <= SHORT + 3 else saved[: SHORT + 2]
    counted = _cells(each.papers or 0 for each in short)
    lines = [Line(SAVED, HEADINGS[SAVED]), *(Line(SAVED, saved=each, counted=counted) for each in short)]
    if len(saved) > SHORT + 3:
        lines.append(Line(SAVED, more=len(saved) - len(short) or -1))
    return lines


def _heading(facet: Facet, heading: str, values: Sequence[FacetValue], typed: Narrowing | None) -> Line:
    folded = facet.distinct > SHORT + 1
    years = {int(v.value): v.count for v in values if v.value.isdigit()} if facet.field == "year" else {}
    return Line(
        facet.field,
        heading,
        typed=typed.text if typed else None,
        distinct=facet.distinct if facet.distinct > SHORT else 0,
        spark=spark(years) if folded else "",
    )


def _value_lines(
    facet: Facet, values: Sequence[FacetValue], opened: frozenset[str], months: Facet | None
) -> Iterable[Line]:
    short = values if facet.field in opened else _short(values)
    for line in _barred(facet, short, values):
        yield line
        if facet.field == "year" and months and line.value:
            inside = [m for m in months.values if m.value[:4] == line.value.value]
            yield from (replace(each, inner=True) for each in _barred(months, inside, inside))
    if len(values) > len(_short(values)):
        left = len(values) - len(short)
        yield Line(facet.field, more=left or -1, distinct=facet.distinct)


def _typed_lines(facet: Facet, values: Sequence[FacetValue], typed: Narrowing) -> list[Line]:
    """The values that have a word beginning with what was typed."""
    begun = " " + typed.text.casefold()
    found = typed.found
    if found is None:
        found = tuple(value for value in values if begun in " " + value.value.casefold())
    lines = list(_barred(facet, found, found))
    return lines or [Line(facet.field, words="none begins so")]


def _barred(facet: Facet, shown: Sequence[FacetValue], values: Sequence[FacetValue]) -> Iterable[Line]:
    """Values with their bars, where the names leave room for them."""
    bars = all(cell_len(label(facet.field, value.value)) <= BARRED for value in shown)
    counted = _cells(value.count for value in shown)
    most = max((value.count for value in values), default=0) or 1
    for value in shown:
        share = value.count / most if bars else None
        yield Line(facet.field, value=value, share=share, distinct=facet.distinct, counted=counted)


def _cells(counts: Iterable[int]) -> int:
    """Cells of the longest of these counts as written, at least four."""
    return max(4, len(f"{max(counts, default=0):,}"))


def _worth_a_line(facet: Facet, value: FacetValue) -> bool:
    """Not: what would leave nothing, the only listing there is, links (nearly every paper has some)."""
    if value.choice:
        return True
    if facet.field == "in" and facet.distinct < 2:
        return False
    return value.count > 0 and (facet.field, value.value) != ("has", "link")


def _short(values: Sequence[FacetValue]) -> list[FacetValue]:
    """The first values and all chosen ones; a single one more is not worth a line that hides it."""
    if len(values) <= SHORT + 1:
        return list(values)
    return [value for place, value in enumerate(values) if place < SHORT or value.choice]
