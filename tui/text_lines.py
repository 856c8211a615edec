"""Many lines of text, of which each is drawn when it comes into sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from tui.line_cache import blank
from tui.line_view import LineView, line_strip


class TextLines(LineView, can_focus=False, inherit_bindings=False):
    """Shows lines, the long ones wrapped; Textual's own widget for that draws all of them, to show some."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Content] = ()
        """As they were given."""
        self._wrapped: list[Content] = []
        self._drawn: dict[int, Strip] = {}

    def show(self, lines: Sequence[Content]) -> None:
        """Shows other lines, from the first one on."""
        self.lines = lines
        self._wrap()
        self.scroll_home(animate=False)

    def fit(self) -> None:
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        self._wrapped = [
            part
            for line in self.lines
            for part in (line.wrap(width) if 0 < width < line.cell_length else (line,))
        ]
        self.forget_drawn()
        self.set_height(len(self._wrapped))
        self.refresh()

    def forget_drawn(self) -> None:
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        width, place = self.line_width, y + self.scroll_offset.y
        ground = self.looks.plain["ground"]
        if place >= len(self._wrapped):
            return blank(width, ground)
        if place not in self._drawn:
            line = self._selected(place, self._wrapped[place])
            self._drawn[place] = line_strip(line, width, self.visual_style).apply_offsets(0, place)
        return self._drawn[place]

    # Selecting with the mouse

    def _selected(self, place: int, line: Content) -> Content:
        """A line with the part of it marked that is selected."""
        if self.text_selection is None or (span := self.text_selection.get_span(place)) is None:
            return line
        start, end = span
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return line.stylize(style, start, len(line) if end == -1 else end)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract("\n".join(line.plain for line in self._wrapped)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.forget_drawn()
        self.refresh()
