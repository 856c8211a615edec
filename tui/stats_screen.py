"""Statistics of the papers on the desk: each bar is a query, enter shows the papers behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, Self

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Sparkline, Static
from textual.widgets.option_list import Option

from library import Count, LibraryError, Statistics
from tui.bars import KeyBar
from tui.box import Box
from tui.cells import bar, cut, fit, fit_right, keep_what_fits
from tui.footers import AUTHOR_FOOTER, STATS_FOOTER, WITH_FOOTER
from tui.keymap import Keymap
from tui.keys import STATS_KEYS, bindings
from tui.message import message
from tui.sheet import Sheet
from tui.stats_bars import Bar, Group, groups, named_beside

NAME, BAR = 37, 24
NEEDED = NAME + BAR + 22
FEW = 2_000
"""Papers that are counted before the sheet has been painted: it comes with all that is on it."""


class StatsScreen(Sheet[str | None]):
    """Dismissed with a query to show, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STATS_KEYS)]
    AUTO_FOCUS: ClassVar[str | None] = "#stats-list"

    @message
    class Counted(Message):
        """What was counted is there, or an error that says why not."""

        count: Callable[[], Statistics]
        """What counted."""
        statistics: Statistics | None
        error: str = ""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._scope: Sequence[str] = ()
        self._count: Callable[[], Statistics] | None = None
        self._many = False
        self._coauthors: Callable[[str], Sequence[Count]] = lambda _author: ()
        self._statistics: Statistics | None = None
        self._groups: list[Group] = []
        self._bars: dict[int, Bar] = {}
        self._came_from: int | None = None
        """The line of the author whose co-authors are shown."""

    def fill(
        self,
        count: Callable[[], Statistics],
        scope: Sequence[str],
        coauthors: Callable[[str], Sequence[Count]],
        papers: int,
    ) -> Self:
        """count: counts the papers of the scope; coauthors: who is named beside one. Called in threads.

        papers: how many there are to count.
        """
        self._many = papers > FEW
        self._count, self._scope, self._coauthors = count, scope, coauthors
        if self.is_mounted:
            self._begin()
        return self

    def compose(self) -> ComposeResult:
        with Box(id="stats"):
            yield Static("", id="stats-title", markup=False)
            yield Static("", id="stats-facts", markup=False)
            yield Sparkline(id="stats-months")
            yield Static("", id="stats-span", markup=False)
            yield Sparkline(id="stats-read")
            yield Static("", id="stats-read-span", markup=False)
            yield OptionList(id="stats-list", markup=False, compact=True)
            yield KeyBar(id="stats-foot")

    def on_mount(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._statistics, self._groups, self._came_from = None, [], None
        title = f"Statistics: {', '.join(self._scope) or 'all papers'}"
        self.query_one("#stats-title", Static).update(title, layout=False)
        self.query_one("#stats-facts", Static).update("counting …", layout=False)
        for curve in self.query(Sparkline):
            curve.data = []
        for span in self.query("#stats-span, #stats-read-span").results(Static):
            span.update("", layout=False)
        self._show_read(False)
        self._list.clear_options()
        self._bars.clear()
        if not self._many:
            self._begin_to_count()

    def appeared(self) -> None:
        if self._many:
            self._begin_to_count()

    # What is counted

    def _begin_to_count(self) -> None:
        if self._count is not None:
            self._count_in_thread(self._count)

    @work(thread=True, exit_on_error=False)
    def _count_in_thread(self, count: Callable[[], Statistics]) -> None:
        try:
            self.post_message(self.Counted(count, count()))
        except LibraryError as error:
            self.post_message(self.Counted(count, None, str(error)))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if event.count is not self._count:
            return  # it was closed before that was counted, and opened again
        stats = self._statistics = event.statistics
        if stats is None:
            self.query_one("#stats-facts", Static).update(event.error)
        else:
            self.query_one("#stats-months", Sparkline).data = [month.papers for month in stats.months]
            self.query_one("#stats-read", Sparkline).data = [month.papers for month in stats.read]
            self._show_read(len(stats.read) > 1)
            self._groups = groups(stats)
            self._fill()
            self._list.action_first()
        self.call_later(self._wait_for_parts)

    def _show_read(self, shown: bool) -> None:
        for part in self.query("#stats-read, #stats-read-span"):
            part.display = shown

    @property
    def is_ready(self) -> bool:
        return self._many or self._statistics is not None

    def on_resize(self) -> None:
        at = self._list.highlighted
        self._fill()
        self._list.highlighted = at

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _fill(self) -> None:
        if (stats := self._statistics) is None:
            return
        width = min(100, self.app.size.width * 92 // 100) - 8
        self.query_one("#stats-facts", Static).update(facts(stats, width))
        self.query_one("#stats-span", Static).update(_span(stats.months, "papers a month", width))
        self.query_one("#stats-read-span", Static).update(_span(stats.read, "read a month", width))
        self._list.clear_options()
        self._bars.clear()
        for group in self._groups:
            if self._list.option_count:
                self._list.add_option(Option("", disabled=True))
            self._list.add_option(Option(group.heading, disabled=True))
            most = max((each.papers for each in group.bars), default=0) or 1
            for each in group.bars:
                self._bars[self._list.option_count] = each
                self._list.add_option(Option(_line(each, most, width)))
            for said in group.said:
                self._list.add_option(Option(Content.styled(f"  {cut(said, width - 4)}", "not bold $rank-2"),
                                             disabled=True))  # fmt: skip

    # The keys

    @property
    def _bar(self) -> Bar | None:
        at = self._list.highlighted
        return self._bars.get(at) if at is not None else None

    def on_option_list_option_highlighted(self) -> None:
        author = self._bar is not None and self._bar.author
        footer = WITH_FOOTER if self._came_from is not None else AUTHOR_FOOTER if author else STATS_FOOTER
        self.query_one(KeyBar).show(self._keymap.footer(footer))

    def on_option_list_option_selected(self) -> None:
        if self._bar is not None:
            self.dismiss(self._bar.query)

    def action_with_whom(self) -> None:
        """Shows who is named beside the author under the cursor."""
        if self._bar is not None and self._bar.author:
            self.run_worker(self._show_coauthors(self._bar.author), exclusive=True, exit_on_error=False)

    async def _show_coauthors(self, author: str) -> None:
        try:
            beside = await asyncio.to_thread(self._coauthors, author)
        except LibraryError as error:
            self.query_one("#stats-facts", Static).update(str(error))
            return
        self._came_from = self._list.highlighted
        assert self._statistics is not None  # there was an author to ask for
        self._groups = [named_beside(author, beside, self._statistics.et_al)]
        self._fill()
        self._list.action_first()
        self.on_option_list_option_highlighted()

    def action_move(self, by: int) -> None:
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_move_to(self, end: str) -> None:
        if end == "top":
            self._list.action_first()
        else:
            self._list.action_last()

    def action_leave(self) -> None:
        """From the co-authors of one author back to everybody; from there to the papers."""
        if self._came_from is None:
            self.dismiss(None)
            return
        assert self._statistics is not None
        at, self._came_from = self._came_from, None
        self._groups = groups(self._statistics)
        self._fill()
        self._list.highlighted = at


def facts(stats: Statistics, width: int) -> str:
    """The counts in one line, as many as fit."""
    share = 100 * stats.with_code // stats.papers if stats.papers else 0
    parts = [
        (1, f"{stats.papers:,} papers"), (2, f"{share} % with code"), (3, f"{stats.starred:,} bookmarked"),
        (4, f"{stats.noted:,} with a note"),
    ]  # fmt: skip
    if stats.read:
        parts.append((5, f"{stats.read[-1].papers:,} read in {stats.read[-1].value}"))
    return " · ".join(keep_what_fits(parts, width, 3))


def _span(months: Sequence[Count], what: str, width: int) -> str:
    """First and last month under the ends of the curve, what it shows between them."""
    if not months:
        return ""
    first, last = months[0].value, months[-1].value
    gap = max(1, (width - cell_len(first + what + last)) // 2)
    return f"{first}{' ' * gap}{what}{' ' * gap}{last}"


def _line(shown: Bar, most: int, width: int) -> Content:
    room, bars = (NAME, BAR) if width >= NEEDED else (max(12, width // 3), max(6, width // 4))
    return Content.assemble(
        ("  " + fit(shown.label, room) + " ", "$foreground"),
        (bar(shown.papers / most, bars), "$primary"),
        (fit_right(f"{shown.papers:,}", 8), "$rank-2"),
        ("  " + shown.note, "$success"),
    )
