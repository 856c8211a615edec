"""The filter pane: facets with live counts, each value to include or exclude. Draws; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from parser import clean
from search.answer import Choice, Facet
from tui.edge import MovableEdge
from tui.filter_drawing import drawn
from tui.filter_lines import Line, Narrowing, Saved, lay_out
from tui.footers import FILTER_FOOTER, LONG_GROUP_FOOTER, NAME_FOOTER, SAVED_FOOTER
from tui.keys import FILTER_KEYS, bindings
from tui.line_cache import blank
from tui.line_view import LineView
from tui.message import message

LONGEST_NAME = 60
"""Characters that can be typed into a group."""


class FilterPane(LineView, MovableEdge, can_focus=True, inherit_bindings=False):
    """Facets as lines. Enter or space includes a value, x excludes it; the same key takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FILTER_KEYS)]
    STYLES: ClassVar[Mapping[str, str]] = {
        "heading": "bold $foreground", "value": "$foreground", "chosen": "bold $primary",
        "excluded": "strike $rank-3", "sign": "$rank-3", "count": "$rank-2", "bar": "$bar",
        "bar-chosen": "$primary", "more": "$rank-3", "cursor": "$cursor-text on $cursor-line",
        "edge": "$accent", "typed": "$accent", "new": "$primary",
    }  # fmt: skip

    cursor: reactive[int] = reactive(-1, repaint=False)

    @message
    class ValueToggled(Message):
        """A value was included, excluded, or (choice None) let go."""

        field: str
        value: str
        choice: Choice | None

    @message
    class NameTyped(Message):
        """A name is being typed into a group (None: no longer)."""

        field: str
        text: str | None

    @message
    class SearchTouched(Message):
        """A saved search was chosen, is to be changed, or to be forgotten."""

        saved: Saved
        deed: str
        """`open`, `edit` or `forget`."""

    class CursorMoved(Message):
        """The cursor stands on another line: other keys may be of use there."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facets: Sequence[Facet] = ()
        self._saved: Sequence[Saved] = ()
        self._lines: list[Line] = []
        self._opened: frozenset[str] = frozenset()
        self.narrowing: Narrowing | None = None

    # What is shown

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Shows the facets of an answer; the cursor stays on its value where that is still there."""
        self._facets = facets
        self._lay_out()

    def show_saved(self, saved: Sequence[Saved]) -> None:
        """Shows the saved searches above the facets."""
        self._saved = saved
        self._lay_out()

    def show_found(self, found: Narrowing) -> None:
        """Shows what there is under a typed name, unless something else has been typed since."""
        now = self.narrowing
        if now is not None and (now.field, now.text) == (found.field, found.text):
            self.narrowing = found
            self._lay_out()

    def _lay_out(self) -> None:
        before, lines, cursor = self.line, self._lines, self.cursor
        self._lines = lay_out(self._facets, self._opened, self._saved, self.narrowing)
        self.set_height(len(self._lines))
        self.set_reactive(FilterPane.cursor, self._place_of(before))
        if len(lines) != len(self._lines) or cursor != self.cursor:
            self.refresh()
            return
        for place, (old, new) in enumerate(zip(lines, self._lines, strict=True)):
            if old != new:
                self.refresh_line(place)

    def _place_of(self, before: Line | None) -> int:
        places = self._places()
        if before is not None:
            for place in places:
                if self._lines[place].is_about_the_same(before):
                    return place
        near = max(0, min(self.cursor, len(self._lines) - 1))
        return min(places, key=lambda place: abs(place - near)) if places else -1

    def _places(self) -> list[int]:
        """Where the cursor can stand; while a name is typed, only in its group."""
        field = self.narrowing.field if self.narrowing else None
        return [
            place
            for place, line in enumerate(self._lines)
            if line.can_be_chosen and field in (None, line.field)
        ]

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if 0 <= self.cursor < len(self._lines) else None

    @property
    def footer(self) -> list[tuple[int, str, str]]:
        """The keys of use on the line under the cursor."""
        if self.narrowing is not None:
            return NAME_FOOTER
        if self.line is not None and self.line.saved is not None:
            return SAVED_FOOTER
        return LONG_GROUP_FOOTER if self.line is not None and self.line.can_be_narrowed else FILTER_FOOTER

    # Moving and choosing

    def action_move(self, by: int) -> None:
        if places := self._places():
            at = places.index(self.cursor) if self.cursor in places else 0
            self.cursor = places[max(0, min(len(places) - 1, at + by))]

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_line(old)
        self.refresh_line(new)
        self.post_message(self.CursorMoved())
        height, top = self.size.height, self.scroll_offset.y
        if height and not top + 1 <= new < top + height:
            wanted = new - 1 if new < top + 1 else new - height + 1
            self.scroll_to(y=max(0, wanted), animate=False, immediate=True)

    def action_choose(self, choice: Choice) -> None:
        line = self.line
        if line is None:
            return
        if line.more:
            self._opened ^= {line.field}
            self._lay_out()
        elif line.saved is not None:
            self.post_message(self.SearchTouched(line.saved, "open"))
        elif line.value is not None:
            wanted = None if line.value.choice == choice else choice
            self.post_message(self.ValueToggled(line.field, line.value.value, wanted))
            self._end_narrowing()

    def action_edit(self) -> None:
        self._touch("edit")

    def action_forget(self) -> None:
        self._touch("forget")

    def _touch(self, deed: str) -> None:
        if self.line is not None and self.line.saved is not None:
            self.post_message(self.SearchTouched(self.line.saved, deed))

    def on_click(self, event: events.Click) -> None:
        if self.edge_taken:
            return
        place = int(event.y + self.scroll_offset.y)
        line = self._lines[place] if place < len(self._lines) else Line()
        if line.can_be_chosen:
            self.cursor = place
            self.action_choose("exclude" if event.shift or event.ctrl or event.button == 3 else "include")
        elif line.heading and line.can_be_narrowed:
            self.focus()
            self._narrow(line.field, "")

    # Typing a name into a group

    def action_narrow(self) -> None:
        """Starts typing into the group under the cursor; not in short ones, where the key is the screen's."""
        if self.line is None or not self.line.can_be_narrowed:
            raise SkipAction
        self._narrow(self.line.field, "")

    def on_key(self, event: events.Key) -> None:
        if self.narrowing is None:
            return
        field, text = self.narrowing.field, self.narrowing.text
        if event.key in ("up", "down", "enter", "tab", "shift+tab"):
            return
        if event.is_printable and event.character:
            self._narrow(field, text + event.character)
        elif event.key == "backspace" and text:
            self._narrow(field, text[:-1])
        elif event.key in ("backspace", "escape"):
            self._end_narrowing()
        elif event.key == "ctrl+u":
            self._narrow(field, "")
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        if self.narrowing is not None:
            event.stop()
            self._narrow(self.narrowing.field, self.narrowing.text + event.text)

    def _narrow(self, field: str, text: str) -> None:
        typed = (clean(text) + " " * text.endswith(" ")).lstrip()[:LONGEST_NAME]
        self.narrowing = Narrowing(field, typed)
        self._lay_out()
        self.cursor = next(iter(self._places()), self.cursor)
        heading = next((n for n, line in enumerate(self._lines) if line.typed is not None), 0)
        self.scroll_to(y=heading, animate=False, immediate=True)
        self.post_message(self.NameTyped(field, typed))

    def _end_narrowing(self) -> None:
        if self.narrowing is not None:
            field, self.narrowing = self.narrowing.field, None
            self._lay_out()
            self.watch_cursor(self.cursor, self.cursor)
            self.post_message(self.NameTyped(field, None))

    def show_focus(self) -> None:
        if not self.has_focus:
            self._end_narrowing()
        self.refresh_line(self.cursor)

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.line_width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return blank(width, self.looks.plain["ground"])
        at_cursor = place == self.cursor and self.has_focus
        looks = self.looks.at_cursor if at_cursor else self.looks.plain
        lead = Segment("▌" if at_cursor else " ", looks["edge"])
        line = drawn(self._lines[place], width - 1, looks)
        return Strip([lead, *line]).adjust_cell_length(width, looks["ground"])
