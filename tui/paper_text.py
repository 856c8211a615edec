"""A paper's text: wrapped once, scrolled line by line."""

from __future__ import annotations

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from tui.line_cache import blank
from tui.line_view import LineView

WIDEST = 92
"""Cells of a line that can be read without losing the next one."""


class PaperText(LineView, can_focus=True, inherit_bindings=False):
    """Shows one text, which the mouse can select."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = Content("")
        self._lines: list[Strip] | None = None
        self._wrapped_in = 0
        """Cells in which the lines were wrapped."""

    def show(self, text: Content) -> None:
        """Shows another text, or the same one marked otherwise, at the lines where the view stands."""
        same, self.text = self.text.is_same(text), text
        if not same or self._lines is None:
            self._wrap_again()

    @property
    def text_width(self) -> int:
        """Cells in which the text is wrapped; 0 before the pane has a size."""
        return min(WIDEST, self.scrollable_content_region.width)

    def fit(self) -> None:
        if self._lines is None or self._wrapped_in != self.text_width:
            self._wrap_again()
        else:
            super().fit()

    def forget_drawn(self) -> None:
        self._lines = None

    def _wrap_again(self) -> None:
        """Draws again what is another line than before: of a decision, one."""
        before, self._lines = self._lines or [], None
        after = self._wrapped()
        self.set_height(len(after))
        if len(before) != len(after):
            self.refresh()
            return
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.refresh_line(place)

    def _wrapped(self) -> list[Strip]:
        if not self.text_width:
            return []
        if self._lines is None:
            self._wrapped_in = self.text_width
            self._lines = Visual.to_strips(
                self, self.text, self.text_width, None, self.visual_style, pad=True
            )
        return self._lines

    def render_line(self, y: int) -> Strip:
        width, place = self.line_width, y + self.scroll_offset.y
        ground = self.looks.plain["ground"]
        lines = self._wrapped()
        if place >= len(lines):
            return blank(width, ground)
        centred = self.styles.content_align_horizontal == "center"
        left = (width - min(WIDEST, width)) // 2 if centred else 0
        margin = [Strip.blank(left, ground)] if left else []
        return Strip.join([*margin, lines[place]]).adjust_cell_length(width, ground)

    # Selecting with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(self.text.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._lines = None
        self.refresh()
