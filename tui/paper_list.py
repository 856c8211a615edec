"""The list of papers: one line a paper, drawn line by line, rows fetched only for what is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from library import ReadState, Row
from parser import PaperKey
from search.answer import Hits, NoHits
from tui.cells import fit, fit_right, marked
from tui.layout import Columns, columns
from tui.line_cache import blank
from tui.line_view import LineView
from tui.message import message

Fetch = Callable[[Sequence[PaperKey]], Sequence[Row]]

STATE_SIGNS = {ReadState.UNREAD: "•", ReadState.READING: "◐", ReadState.READ: " ", ReadState.NO: "×"}
PAGE = 64
"""Rows fetched at once: a screenful and a little more."""
KEPT_ROWS = 2_000
NEAR = PAGE * 4
"""Rows within which the cursor's paper is looked for in a new order."""


def own_signs(row: Row) -> str:
    """What is mine on a paper, at the end of its title: on the reading list, a note, tags."""
    signs = "≡" * row.queued + "✎" * row.has_note + "#" * bool(row.tags)
    return f" {signs}" if signs else ""


class PaperList(LineView, can_focus=True, inherit_bindings=False):
    """Papers in the order of an answer. The cursor stays on its paper while the order changes around it."""

    STYLES: ClassVar[Mapping[str, str]] = {
        "title": "$foreground", "unread": "bold $foreground", "refused": "$rank-3", "author": "$rank-2",
        "code": "$success", "category": "$category", "date": "$rank-2", "star": "$accent", "sign": "$primary",
        "hit": "bold $accent", "cursor": "$cursor-text on $cursor-line", "bar": "$accent",
        "selected": "$accent",
    }  # fmt: skip

    cursor: reactive[int] = reactive(0, repaint=False)

    @message
    class CursorMoved(Message):
        """The cursor stands on another paper (None: the list is empty)."""

        key: PaperKey | None

    @message
    class PaperChosen(Message):
        """A paper was double-clicked: the user wants to read it."""

        key: PaperKey

    @message
    class PaperPicked(Message):
        """A paper was clicked with ctrl held: the user wants it selected, or let go."""

        key: PaperKey

    def __init__(self, fetch: Fetch, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._order: Sequence[PaperKey] = ()
        self._window: tuple[int, Sequence[PaperKey]] = (0, ())
        """A part of the order and where it begins: one place costs as much to ask for as a page."""
        self._hits: Hits = NoHits()
        self._longest_category = 2
        self._selected: frozenset[PaperKey] = frozenset()
        self._rows: dict[PaperKey, Row] = {}
        self._strips: dict[tuple[PaperKey, int, bool, bool], Strip] = {}

    # What is shown

    def show_papers(
        self,
        order: Sequence[PaperKey],
        hits: Hits,
        longest_category: int,
        *,
        to_top: bool = False,
        stays: bool = False,
        same_hits: bool = False,
    ) -> None:
        """Shows papers in `order`. The cursor follows its paper where that is near, else goes to the top.

        stays: the same query was asked before; where the cursor's paper is gone it takes the next one left.
        same_hits: they are where they were; lines that were drawn stay as they are.
        """
        before, next_ones = self.key, self._next_ones() if stays else []
        shown = self._seen()
        if not same_hits or longest_category != self._longest_category:
            self._strips.clear()
            shown = None
        self._order, self._hits, self._longest_category = order, hits, longest_category
        self._window = (0, ())
        self.set_height(len(order))
        self.set_reactive(PaperList.cursor, 0 if to_top else self._place_of(before, next_ones))
        self._show_cursor()
        if self._seen() != shown:
            self.refresh()
        if self.key != before:
            self.post_message(self.CursorMoved(self.key))

    def forget_rows(self, keys: Collection[PaperKey] = ()) -> None:
        """Drops what was fetched of some papers (none named: of all), because it may have changed."""
        if not keys:
            self._rows.clear()
            self._strips.clear()
            self.refresh()
            return
        for key in keys:
            self._rows.pop(key, None)
        self._redraw(keys)

    def select(self, keys: frozenset[PaperKey]) -> None:
        changed = keys ^ self._selected
        self._selected = keys
        self._redraw(changed)

    def _redraw(self, keys: Collection[PaperKey]) -> None:
        """Draws the lines of some papers again, where they are on the screen."""
        wanted = frozenset(keys)
        for cached in [cached for cached in self._strips if cached[0] in wanted]:
            del self._strips[cached]
        top = self.scroll_offset.y
        shown = self.in_sight
        changed = [place for place, key in enumerate(shown, start=top) if key in wanted]
        if len(changed) == len(shown):
            self.refresh()
        else:
            for place in changed:
                self.refresh_line(place)

    @property
    def order(self) -> Sequence[PaperKey]:
        """The papers shown; those of the last good answer while the query has a mistake."""
        return self._order

    @property
    def key(self) -> PaperKey | None:
        """The paper under the cursor."""
        return self._paper_key_at(self.cursor) if self.cursor < len(self._order) else None

    def _paper_key_at(self, place: int) -> PaperKey:
        first, keys = self._window
        if not 0 <= place - first < len(keys):
            first = max(0, place - PAGE)
            keys = self._order[first : first + 2 * PAGE]
            self._window = first, keys
        return keys[place - first]

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._row(self.cursor) if self.key is not None else None

    def row_of(self, key: PaperKey) -> Row:
        """The row of any paper, from what is at hand or from the library."""
        if key not in self._rows:
            self._rows[key] = self._fetch([key])[0]
        return self._rows[key]

    def _next_ones(self) -> list[PaperKey]:
        """The papers around the cursor: those below it, then those above, the nearest first."""
        below = self._order[self.cursor + 1 : self.cursor + NEAR]
        return [*below, *reversed(self._order[max(0, self.cursor - NEAR) : self.cursor])]

    def _place_of(self, key: PaperKey | None, next_ones: Sequence[PaperKey] = ()) -> int:
        """Where `key` or the first of `next_ones` is now; looked for near: to scan 100,000 costs a frame."""
        if key is None or not self._order:
            return 0
        first = max(0, min(self.cursor, len(self._order)) - NEAR)
        near = {k: first + n for n, k in enumerate(self._order[first : self.cursor + NEAR])}
        top = {k: n for n, k in enumerate(self._order[: NEAR * 4])} if key not in near else {}
        return next((place[k] for place in (near, top) for k in (key, *next_ones) if k in place), 0)

    @property
    def in_sight(self) -> Sequence[PaperKey]:
        """The papers whose lines are on the screen."""
        top = self.scroll_offset.y
        return self._order[top : top + self.size.height]

    def _seen(self) -> object:
        """What the lines on the screen depend on beside the rows: the cursor, the first line, the papers."""
        return self.cursor, self.scroll_offset.y, list(self.in_sight)

    # Moving

    def move(self, by: int) -> None:
        if self._order:
            self.cursor = max(0, min(len(self._order) - 1, self.cursor + by))

    def move_to(self, place: int) -> None:
        """Puts the cursor on a place; a negative one counts from the end."""
        if self._order:
            self.cursor = max(0, min(len(self._order) - 1, place + (len(self._order) if place < 0 else 0)))

    def go_to_paper(self, key: PaperKey) -> None:
        """Puts the cursor on a paper, if it is shown."""
        if key != self.key and key in (order := list(self._order)):
            self.cursor = order.index(key)

    def watch_cursor(self, old: int, new: int) -> None:
        if old == new:
            return
        self.refresh_line(old)
        self.refresh_line(new)
        self._show_cursor()
        self.post_message(self.CursorMoved(self.key))

    def _show_cursor(self) -> None:
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        margin = min(2, max(0, (height - 1) // 2))
        if height and not top + margin <= self.cursor < top + height - margin:
            wanted = self.cursor - margin if self.cursor < top + margin else self.cursor - height + 1 + margin
            self.scroll_to(y=max(0, wanted), animate=False, immediate=True)

    def fit(self) -> None:
        super().fit()
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        place = int(event.y + self.scroll_offset.y)
        if place < len(self._order):
            self.cursor = place
            if event.ctrl:
                self.post_message(self.PaperPicked(self._paper_key_at(place)))
            elif event.chain == 2 and self.key is not None:
                self.post_message(self.PaperChosen(self.key))

    # Drawing

    def forget_drawn(self) -> None:
        self._strips.clear()

    def show_focus(self) -> None:
        self.refresh_line(self.cursor)

    def _row(self, place: int) -> Row:
        """The row at a place of the order, fetched with its neighbours."""
        key = self._paper_key_at(place)
        if key not in self._rows:
            if len(self._rows) > KEPT_ROWS:
                self._rows.clear()
            first = max(0, place - PAGE // 4)
            wanted = [k for k in self._order[first : first + PAGE] if k not in self._rows]
            self._rows.update((row.key, row) for row in self._fetch(wanted))
        return self._rows[key]

    def render_line(self, y: int) -> Strip:
        width = self.line_width
        place, looks = y + self.scroll_offset.y, self.looks
        if place >= len(self._order):
            return blank(width, looks.plain["ground"])
        at_cursor = place == self.cursor
        cached = (self._paper_key_at(place), width, at_cursor, at_cursor and self.has_focus)
        if cached not in self._strips:
            if len(self._strips) > KEPT_ROWS:
                self._strips.clear()
            self._strips[cached] = self._draw(self._row(place), width, at_cursor)
        return self._strips[cached]

    def _draw(self, row: Row, width: int, at_cursor: bool) -> Strip:
        looks = self.looks.at_cursor if at_cursor else self.looks.plain
        ground = looks["ground"]
        cols = columns(width, self._longest_category)
        title = {ReadState.UNREAD: "unread", ReadState.NO: "refused"}.get(row.state, "title")
        if at_cursor and title == "refused":
            title = "title"  # grey on the cursor's line is hard to read
        mine = own_signs(row) if cols.title >= 20 else ""
        room = cols.title - len(mine)
        segments = [
            Segment(self._bar_sign(row, at_cursor), looks["bar" if at_cursor else "selected"]),
            Segment("★" if row.starred else " ", looks["star"]),
            Segment(STATE_SIGNS[row.state], looks["sign"]),
            Segment(" ", ground),
            *marked(row.title, room, self._hits.spans(row.title, "title"), looks[title], looks["hit"]),
            Segment(mine, looks["star"]),
            *self._facts(row, cols, looks),
            Segment(" ", ground),
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def _facts(self, row: Row, cols: Columns, looks: Mapping[str, Style]) -> list[Segment]:
        """The small columns at the right, each led by a space."""
        segments: list[Segment] = []
        if cols.author:
            author = fit(row.first_author + (" +" if row.more_authors else ""), cols.author)
            segments.append(Segment("  " + author, looks["author"]))
        if cols.code:
            segments.append(Segment(" " + ("code" if row.has_code else "    "), looks["code"]))
        if cols.category:
            segments.append(Segment(" " + fit_right(row.category, cols.category), looks["category"]))
        if cols.date:
            segments.append(Segment(f" {row.date_known[:7]:7}", looks["date"]))
        return segments

    def _bar_sign(self, row: Row, at_cursor: bool) -> str:
        if row.key in self._selected:
            return "▐" if at_cursor else "✓"
        return "▌" if at_cursor else " "

    def cursor_region(self) -> Region:
        """Where the cursor's line is, in the coordinates of the screen."""
        return Region(self.region.x, self.region.y + self.cursor - self.scroll_offset.y, self.size.width, 1)
