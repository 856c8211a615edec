"""Statistics of the papers on the desk: each bar is a query, enter shows the papers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Sparkline, Static
from textual.widgets.option_list import Option

from library import Count, Statistics
from parser import category_name
from search.edit import toggled
from tui.cells import bar, cut, fit, fit_right
from tui.keys import STATS_KEYS, bindings

NAME, BAR = 34, 30
NEEDED = NAME + BAR + 22


class StatsScreen(ModalScreen[str | None]):
    """Dismissed with a query to show, or None."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STATS_KEYS)]
    AUTO_FOCUS: ClassVar[str | None] = "#stats-list"

    def __init__(self, statistics: Statistics, scope: Sequence[str]) -> None:
        super().__init__()
        self._statistics = statistics
        self._scope = scope
        self._queries: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        stats = self._statistics
        with Vertical(id="stats"):
            yield Static(
                f"Statistics: {', '.join(self._scope) or 'all papers'}", id="stats-title", markup=False
            )
            yield Static(facts(stats), id="stats-facts", markup=False)
            yield Sparkline([month.papers for month in stats.months], id="stats-months")
            yield Static("", id="stats-span", markup=False)
            yield OptionList(id="stats-list", markup=False, compact=True)
            yield Static("enter shows the papers   j k move   esc back", id="stats-foot", markup=False)

    def on_mount(self) -> None:
        self._fill()
        self.query_one(OptionList).action_first()

    def on_resize(self) -> None:
        at = self.query_one(OptionList).highlighted
        self._fill()
        self.query_one(OptionList).highlighted = at

    def _fill(self) -> None:
        width = min(100, self.app.size.width * 92 // 100) - 8
        self.query_one("#stats-span", Static).update(_span(self._statistics.months, width))
        options = self.query_one(OptionList)
        options.clear_options()
        self._queries.clear()
        for heading, field, counts in groups(self._statistics):
            if not counts:
                continue
            if options.option_count:
                options.add_option(Option("", disabled=True))
            options.add_option(Option(heading, disabled=True))
            most = max(count.papers for count in counts) or 1
            for count in counts:
                self._queries[options.option_count] = toggled("", field, count.value, "include")
                options.add_option(Option(_line(field, count, most, width)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._queries.get(event.option_index))

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        self.dismiss(None)


def groups(stats: Statistics) -> list[tuple[str, str, tuple[Count, ...]]]:
    """(heading, query field, counts) in the order of the screen."""
    return [
        ("Years", "year", stats.years),
        ("Categories, and the share with code", "cat", stats.categories),
        ("Authors", "author", stats.authors),
        ("Affiliations", "aff", stats.affiliations),
        ("Read so far", "is", stats.states),
    ]


def facts(stats: Statistics) -> str:
    """The counts in one line."""
    share = 100 * stats.with_code // stats.papers if stats.papers else 0
    parts = [
        f"{stats.papers:,} papers", f"{share} % with code", f"{stats.starred:,} bookmarked",
        f"{stats.noted:,} with a note",
    ]  # fmt: skip
    if stats.read:
        parts.append(f"{stats.read[-1].papers:,} read in {stats.read[-1].value}")
    return " · ".join(parts)


def _span(months: Sequence[Count], width: int) -> str:
    """First and last month under the ends of the curve, what it shows between them."""
    if not months:
        return ""
    first, last = months[0].value, months[-1].value
    middle = "papers a month"
    gap = max(1, (width - cell_len(first + middle + last)) // 2)
    return f"{first}{' ' * gap}{middle}{' ' * gap}{last}"


def _line(field: str, count: Count, most: int, width: int) -> Content:
    name = count.value
    if field == "cat" and (full := category_name(name)):
        name = f"{name} {full}"
    room, bars = (NAME, BAR) if width >= NEEDED else (max(12, width // 3), max(6, width // 4))
    code = f"{100 * count.with_code // count.papers:>3} % code" if field == "cat" and count.papers else ""
    return Content.assemble(
        ("  " + fit(cut(name, room), room) + " ", "$foreground"),
        (bar(count.papers / most, bars), "$primary"),
        (fit_right(f"{count.papers:,}", 8), "$rank-2"),
        ("  " + code, "$success"),
    )
