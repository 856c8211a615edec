"""The search bar: the query as text, and how many papers it gives. Posts every change; searches nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from parser import clean
from search.complete import Completion
from tui.completing import completed
from tui.completion_list import CompletionList
from tui.keys import QUERY_KEYS, bindings
from tui.message import message

_FIELD = re.compile(r"(?<![\w:])-?[a-z]+:(?=\S)")
LONGEST_ORDER = 16
"""Cells of the longest name of an order, `last added first`: another order is no layout either."""
_OPERATOR = re.compile(r"(?<!\S)(?:AND|OR|NOT)(?!\S)")


class QueryHighlighter(Highlighter):
    """Colours field names and operators while a query is written."""

    def __init__(self, field_style: str) -> None:
        self._style = field_style

    def highlight(self, text: Text) -> None:
        text.highlight_regex(_FIELD, self._style)
        text.highlight_regex(_OPERATOR, self._style)


class QueryInput(Input):
    """One line of text; up and down go on moving through the papers below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUERY_KEYS)]

    virtual_size = Reactive(Size(0, 0))  # else every letter lays the whole screen out (tui/line_view.py)

    @message
    class Left(Message):
        """The user is done with the query; kept: by enter, not by escape."""

        kept: bool = False

    @message
    class MoveWanted(Message):
        by: int

    @message
    class CompletionWanted(Message):
        """`take` the lit completion, or `close` the list of them; or `move` in it by a number."""

        deed: str
        by: int = 0

    completing: Literal["no", "offered", "chosen"] = "no"
    """Whether completions are on the screen, and whether the user has moved among them."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on it (tui/paperdeck.tcss)."""

    def action_complete(self) -> None:
        if self.completing == "no":
            raise SkipAction
        self.post_message(self.CompletionWanted("take"))

    async def action_submit(self) -> None:
        if self.completing == "chosen":
            self.post_message(self.CompletionWanted("take"))
        else:
            await super().action_submit()

    def on_focus(self) -> None:
        if self.cursor_at_end:
            self.scroll_to(x=self.virtual_size.width, animate=False, force=True)

    def action_leave(self) -> None:
        if self.completing != "no":
            self.post_message(self.CompletionWanted("close"))
        elif self.value:
            self.value = ""
        else:
            self.post_message(self.Left())

    def action_move(self, by: int) -> None:
        if self.completing != "no":
            self.post_message(self.CompletionWanted("move", by))
        else:
            self.post_message(self.MoveWanted(by))


class SearchBar(Horizontal):
    """`/ query                    27 of 50 · newest first`"""

    @message
    class QueryChanged(Message):
        """The text is another one; typing says whether it is being written at this moment."""

        text: str
        typing: bool

    class CompletionsShown(Message):
        """Completions came on the screen or went: other keys are of use."""

    def compose(self) -> ComposeResult:
        yield Static("/", id="query-sign", markup=False)
        yield QueryInput(
            placeholder="search: words, author:name, cat:LG, code:yes, since:2024",
            compact=True,
            select_on_focus=False,
            id="query",
        )
        yield Static("", id="query-selected", markup=False)
        yield Static("", id="query-count", markup=False)
        yield CompletionList(id="completions")

    def on_mount(self) -> None:
        self.restyle()

    def restyle(self) -> None:
        """Takes the field colour from the theme of the moment."""
        colour = self.app.theme_variables.get("primary", "")
        self.input.highlighter = QueryHighlighter(colour)

    @property
    def input(self) -> QueryInput:
        return self.query_one("#query", QueryInput)

    @property
    def text(self) -> str:
        return self.input.value

    @text.setter
    def text(self, text: str) -> None:
        self.input.value = text
        self.input.cursor_position = len(text)

    # Completions

    @property
    def completions(self) -> CompletionList:
        return self.query_one(CompletionList)

    def offer(self, offers: Sequence[Completion]) -> None:
        """Shows ways to complete what was begun, under the place where it begins."""
        start = offers[0].start if offers else 0
        column, _ = self.columns(start, start + 1)
        self.completions.show_offers(offers, column - 1)
        self._follow_completions()

    def close_completions(self) -> None:
        self.completions.hide()
        self._follow_completions()

    def _follow_completions(self) -> None:
        found, before = self.completions, self.input.completing
        self.input.completing = "no" if not found.offers else "chosen" if found.chosen else "offered"
        if (before == "no") != (self.input.completing == "no"):
            self.post_message(self.CompletionsShown())

    @on(QueryInput.CompletionWanted)
    def _completion_wanted(self, event: QueryInput.CompletionWanted) -> None:
        event.stop()
        if event.deed == "take" and self.completions.offer is not None:
            self._take(self.completions.offer)
        elif event.deed == "move":
            self.completions.move(event.by)
            self._follow_completions()
        else:
            self.close_completions()

    @on(CompletionList.OfferClicked)
    def _offer_clicked(self, event: CompletionList.OfferClicked) -> None:
        event.stop()
        self._take(event.offer)
        self.input.focus()

    def _take(self, offer: Completion) -> None:
        self.close_completions()
        self.input.value, self.input.cursor_position = completed(self.text, offer)

    def on_descendant_blur(self) -> None:
        self.close_completions()

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of the query stand on the screen: first column, and how many cells.

        What is scrolled out of sight counts as standing at that edge of the bar.
        """
        bar, scrolled = self.input.content_region, self.input.scroll_offset.x
        first, last = cell_len(self.text[:start]) - scrolled, cell_len(self.text[:end]) - scrolled
        first = max(0, min(first, bar.width - 1))
        return bar.x + first, max(1, min(last, bar.width) - first)

    def show_count(self, count: int, total: int, order: str) -> None:
        wide = self.size.width >= 60
        form = "{:,} of {:,} · {}" if wide else "{:,}/{:,}"
        # Room for the largest count: one that got longer or shorter would lay the screen out at every letter.
        room = form.format(total, total, order.ljust(LONGEST_ORDER) if self.size.width >= 100 else order)
        self._say("#query-count", form.format(count, total, order), cell_len(room))

    def show_selected(self, shown: int, selected: int) -> None:
        """How many papers are selected, and how many of them the list shows."""
        some = f"{shown:,} of {selected:,} selected" if shown < selected else f"{selected:,} selected"
        said = some if selected else ""
        self._say("#query-selected", said, cell_len(said))

    def _say(self, id: str, text: str, room: int) -> None:
        """Writes into a part of the bar that is `room` cells wide; only another width is a layout."""
        said = self.query_one(id, Static)
        said.styles.width = room + said.gutter.width
        if str(said.content) != text:
            said.update(text, layout=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if clean(event.value) != " ".join(event.value.split()):  # pasted: what a terminal or an index obeys
            place = len(clean(event.value[: self.input.cursor_position]))
            self.input.value = clean(event.value)
            self.input.cursor_position = place
            return
        self.post_message(self.QueryChanged(event.value, self.input.has_focus and event.value[-1:] != " "))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(QueryInput.Left(kept=True))
