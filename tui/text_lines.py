"""Many lines of text, of which each is drawn when it comes into sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.strip import Strip

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
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        ground = self.looks.plain["ground"]
        if place >= len(self._wrapped):
            return Strip.blank(width, ground)
        if place not in self._drawn:
            self._drawn[place] = line_strip(self._wrapped[place], width, self.visual_style)
        return self._drawn[place]
