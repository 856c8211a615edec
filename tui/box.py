"""A container of other widgets, with a ground and perhaps a frame, and nothing else to draw."""

from __future__ import annotations

from textual.containers import Vertical
from textual.strip import Strip

from tui.line_cache import LineCache, blank


class Box(Vertical):
    """What it holds covers most of its lines, and Textual draws them all the same: so they cost little."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_cache = LineCache()

    def render_line(self, y: int) -> Strip:
        return blank(self.content_size.width, self.visual_style.rich_style)
