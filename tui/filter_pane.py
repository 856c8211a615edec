"""The filter pane: facets with live counts, each value to include or exclude. Draws; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from search.answer import Choice, Facet, FacetValue
from tui.cells import bar, fit, fit_right

HEADINGS = {
    "cat": "Category", "code": "Code", "year": "Year", "month": "Month", "aff": "Affiliation",
    "author": "Author", "is": "Mine", "has": "Mine", "tag": "Tag", "in": "Listing",
}  # fmt: skip
LABELS = {
    ("code", "yes"): "with code", ("code", "no"): "without",
    ("is", "starred"): "★ bookmarked", ("is", "unread"): "• unread", ("is", "reading"): "◐ reading",
    ("is", "read"): "  read", ("is", "no"): "× not for me", ("is", "new"): "+ new",
    ("is", "queued"): "≡ reading list", ("has", "note"): "✎ with note", ("has", "link"): "  with link",
}  # fmt: skip
SIGNS: dict[Choice | None, str] = {None: "○", "include": "●", "exclude": "⊘"}
ORDER = ("cat", "code", "year", "month", "aff", "is", "has", "tag", "author", "in")
"""Groups from top to bottom: what most people filter by, then what is theirs, then the long tail."""
SHORT = 7
"""Values of a long group shown before `… more` is opened."""
BAR = 6
BARRED = 13
"""Cells of the longest name that leaves room for a bar."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pane: a heading, a value, a `… more`, or nothing (all empty)."""

    field: str = ""
    heading: str = ""
    value: FacetValue | None = None
    more: int = 0
    distinct: int = 0
    share: float | None = None
    """Of the largest value in the group; None where the names need the room of the bars."""

    @property
    def can_be_chosen(self) -> bool:
        return self.value is not None or self.more != 0


def lay_out(facets: Sequence[Facet], opened: frozenset[str]) -> list[Line]:
    """The lines of the pane. Groups without a value left are not shown; `opened` names groups shown whole."""
    lines: list[Line] = []
    last = ""
    for facet in sorted(facets, key=lambda facet: ORDER.index(facet.field)):
        values = [value for value in facet.values if _worth_a_line(facet, value)]
        if not values:
            continue
        heading = HEADINGS.get(facet.field, facet.field)
        if heading != last:
            lines += [Line()] if lines else []
            shown = facet.distinct if facet.distinct > SHORT else 0
            lines.append(Line(facet.field, heading, distinct=shown))
            last = heading
        short = values if facet.field in opened else _short(values)
        bars = all(cell_len(label(facet.field, value.value)) <= BARRED for value in short)
        most = max(value.count for value in values) or 1
        lines += [
            Line(facet.field, value=value, share=value.count / most if bars else None) for value in short
        ]
        if len(values) > len(_short(values)):
            left = len(values) - len(short)
            lines.append(Line(facet.field, more=left or -1))
    return lines


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


class FilterPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Facets as lines. Enter or space includes a value, x excludes it; the same key takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next value", show=False, id="filter.down"),
        Binding("k,up", "move(-1)", "Value before", show=False, id="filter.up"),
        Binding("enter,space", "choose('include')", "Only these", show=False, id="filter.include"),
        Binding("x,minus", "choose('exclude')", "Without these", show=False, id="filter.exclude"),
        Binding("g,home", "move(-100000)", "First value", show=False, id="filter.top"),
        Binding("G,end", "move(100000)", "Last value", show=False, id="filter.bottom"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "filter--heading", "filter--value", "filter--chosen", "filter--excluded", "filter--sign",
        "filter--count", "filter--bar", "filter--bar-chosen", "filter--more", "filter--cursor",
        "filter--edge",
    }  # fmt: skip

    cursor: reactive[int] = reactive(-1, repaint=False)

    @dataclass
    class ValueToggled(Message):
        """A value was included, excluded, or (choice None) let go."""

        field: str
        value: str
        choice: Choice | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facets: Sequence[Facet] = ()
        self._lines: list[Line] = []
        self._opened: frozenset[str] = frozenset()

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Shows the facets of an answer; the cursor stays on its value where that is still there."""
        before = self._lines[self.cursor] if 0 <= self.cursor < len(self._lines) else None
        self._facets = facets
        self._lines = lay_out(facets, self._opened)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.set_reactive(FilterPane.cursor, self._place_of(before))
        self.refresh()

    def _place_of(self, before: Line | None) -> int:
        if before is not None:
            for place, line in enumerate(self._lines):
                same_value = line.value and before.value and line.value.value == before.value.value
                if line.field == before.field and (same_value or (line.more and before.more)):
                    return place
        near = max(0, min(self.cursor, len(self._lines) - 1))
        places = [place for place, line in enumerate(self._lines) if line.can_be_chosen]
        return min(places, key=lambda place: abs(place - near)) if places else -1

    # Moving and choosing

    def action_move(self, by: int) -> None:
        places = [place for place, line in enumerate(self._lines) if line.can_be_chosen]
        if places:
            at = places.index(self.cursor) if self.cursor in places else 0
            self.cursor = places[max(0, min(len(places) - 1, at + by))]

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_line(old)
        self.refresh_line(new)
        height, top = self.size.height, self.scroll_offset.y
        if height and not top + 1 <= new < top + height:
            self.scroll_to(
                y=max(0, new - 1 if new < top + 1 else new - height + 1), animate=False, immediate=True
            )

    def action_choose(self, choice: Choice) -> None:
        if not 0 <= self.cursor < len(self._lines):
            return
        line = self._lines[self.cursor]
        if line.more:
            self._opened ^= {line.field}
            self.show_facets(self._facets)
        elif line.value is not None:
            wanted = None if line.value.choice == choice else choice
            self.post_message(self.ValueToggled(line.field, line.value.value, wanted))

    def on_click(self, event: events.Click) -> None:
        place = int(event.y + self.scroll_offset.y)
        if place < len(self._lines) and self._lines[place].can_be_chosen:
            self.cursor = place
            self.action_choose("exclude" if event.shift or event.button == 3 else "include")

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._lines))

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        at_cursor = place == self.cursor and self.has_focus
        ground = self.get_component_rich_style("filter--cursor") if at_cursor else self.rich_style
        segments = self._draw(self._lines[place], width - 2, ground)
        edge = self.get_component_rich_style("filter--edge", partial=True)
        lead = Segment("▌" if at_cursor else " ", ground + edge)
        return Strip([lead, *segments]).adjust_cell_length(width, ground)

    def _draw(self, line: Line, width: int, ground: Style) -> list[Segment]:
        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(f"filter--{name}", partial=True)

        if line.heading:
            count = str(line.distinct) if line.distinct else ""
            return [
                Segment(fit(line.heading, width - len(count)), style("heading")),
                Segment(count, style("more")),
            ]
        if line.more:
            return [Segment(f"  … {line.more} more" if line.more > 0 else "  … fewer", style("more"))]
        if line.value is None:
            return []
        chosen = line.value.choice
        count = f"{line.value.count:,}"
        bars = 0 if line.share is None else BAR + 1
        room = width - 2 - bars - 1 - max(4, len(count))
        name = {"include": "chosen", "exclude": "excluded"}.get(chosen or "", "value")
        return [
            Segment(SIGNS[chosen] + " ", style("chosen" if chosen else "sign")),
            Segment(fit(label(line.field, line.value.value), room), style(name)),
            Segment(
                " " + bar(line.share, BAR) if line.share is not None else "",
                style("bar-chosen" if chosen == "include" else "bar"),
            ),
            Segment(" " + fit_right(count, max(4, len(count))), style("chosen" if chosen else "count")),
        ]


def label(field: str, value: str) -> str:
    """A value as people read it."""
    return LABELS.get((field, value), value)
