"""Lines of which one is to be chosen, by keys or with the mouse. Knows nothing of what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.line_cache import blank
from tui.line_view import LineView, line_strip
from tui.message import message

Draw = Callable[[int, int], Content]
"""The line at a place, from 0, in so many cells."""


class ChoiceList(LineView, can_focus=True, inherit_bindings=False):
    """Textual's own list makes a widget-like option of every line, and measures each of them to show some."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move_round(1)", show=False),
        Binding("up", "move_round(-1)", show=False),
        Binding("home", "go_to(0)", show=False),
        Binding("end", "go_to(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    HOVER = "on $block-hover-background"

    cursor: reactive[int | None] = reactive(None, repaint=False)
    """The line that would be chosen; None where there is nothing to choose."""
    hovered: reactive[int | None] = reactive(None, repaint=False)
    """The line under the mouse."""

    @message
    class LineChosen(Message):
        """A line was chosen."""

        place: int

    def __init__(self, *, id: str | None = None, lit: str = "$foreground on $cursor-line") -> None:
        """lit: the style of the cursor's line."""
        super().__init__(id=id)
        self._lit = lit
        self.count = 0
        """How many lines there are."""
        self._draw: Draw = lambda place, width: Content("")
        self._drawn: dict[tuple[int, int, str], Strip] = {}

    def show(self, count: int, draw: Draw, cursor: int | None = 0) -> None:
        """Shows other lines, each drawn when it comes into sight; cursor None: they can only be read."""
        self.count, self._draw = count, draw
        self.forget_drawn()
        self.set_height(count)
        self.set_reactive(ChoiceList.hovered, None)
        self.set_reactive(ChoiceList.cursor, cursor)
        self._show_cursor()
        self.refresh()

    # Moving and choosing

    def move(self, by: int) -> None:
        """To a line further down or up, as far as there are any."""
        if self.cursor is not None:
            self.cursor = max(0, min(self.count - 1, self.cursor + by))

    def action_move_round(self, by: int) -> None:
        """The same; after the last line comes the first."""
        if self.cursor is not None:
            self.cursor = (self.cursor + by) % self.count

    def action_move_page(self, by: int) -> None:
        self.move(by * max(1, self.size.height - 1))

    def action_go_to(self, place: int) -> None:
        if self.cursor is not None:
            self.cursor = place % self.count

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.LineChosen(self.cursor))

    def watch_cursor(self, old: int | None, new: int | None) -> None:
        self._redraw(old, new)
        self._show_cursor()

    def _show_cursor(self) -> None:
        if self.cursor is not None:
            line = Region(0, self.cursor, self.scrollable_content_region.width, 1)
            self.scroll_to_region(line, force=True, animate=False, immediate=True)

    def fit(self) -> None:
        super().fit()
        self._show_cursor()

    # The mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._place_at(event)

    def on_leave(self) -> None:
        self.hovered = None

    def watch_hovered(self, old: int | None, new: int | None) -> None:
        self._redraw(old, new)

    def on_click(self, event: events.Click) -> None:
        if self.cursor is not None and (place := self._place_at(event)) is not None:
            self.cursor = place
            self.action_choose()

    def _place_at(self, event: events.MouseEvent) -> int | None:
        place = int(event.y + self.scroll_offset.y)
        return place if place < self.count else None

    # Drawing

    def forget_drawn(self) -> None:
        self._drawn.clear()

    def _redraw(self, *places: int | None) -> None:
        for place in places:
            if place is not None:
                self.refresh_line(place)

    def line(self, place: int) -> Content:
        """What stands on a line, at its present width."""
        return self._draw(place, self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        width, place = self.line_width, y + self.scroll_offset.y
        if place >= self.count:
            return blank(width, self.looks.plain["ground"])
        look = self._lit if place == self.cursor else self.HOVER if place == self.hovered else ""
        if (place, width, look) not in self._drawn:
            style = self.visual_style
            if look:
                style += self.app.stylesheet.parse_style(look)
            strip = line_strip(self.line(place), width, style)
            # Where all of a line is bold its parts would run together in a picture (SVG), and be misplaced.
            self._drawn[place, width, look] = strip.apply_offsets(0, place) if place == self.cursor else strip
        return self._drawn[place, width, look]
