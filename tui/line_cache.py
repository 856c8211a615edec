"""What stands left and right of a widget's lines, looked up once for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual._border import get_box
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

Sides = tuple[list[Segment], list[Segment]]
"""What stands left and right of every line."""


class LineCache(StylesCache):
    """The lines of a widget as they come on the screen, for one that draws them itself, or leaves them blank.

    Textual 8.2 looks a score of styles up for every line: whether there is a border, an outline, a tint. That
    is a fifth of what painting the whole screen takes. Here lines with nothing but sides are put between
    them; one without sides is passed on as it is, not as a copy, so that it need not be filtered and cut to
    pieces when it is shown again. All else is left to Textual, and each cell is as Textual draws it.
    """

    _sides: Sides | None = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        self._sides = _sides_of(widget)
        return super().render_widget(widget, crop)

    def render_line(
        self, styles: StylesBase, y: int, size: Size, content_size: Size, *others: Any, **named: Any
    ) -> Strip:
        place = y - styles.gutter.top
        if self._sides is None or not 0 <= place < content_size.height:
            return super().render_line(styles, y, size, content_size, *others, **named)
        _padding, below, ground, draw = others[:4]
        line: Strip = draw(place)
        line = line.adjust_cell_length(content_size.width, self.get_inner_outer(below, ground)[0].rich_style)
        left, right = self._sides
        return Strip([*left, *line, *right], size.width) if left or right else line


@lru_cache(maxsize=64)
def blank(width: int, style: RichStyle) -> Strip:
    """An empty line; the same one for all who ask for such a one."""
    return Strip.blank(width, style)


def _sides_of(widget: Widget) -> Sides | None:
    """None where lines have something else around them, or over them."""
    styles = widget.styles
    hatched = styles.has_rule("hatch") and styles.hatch != "none"
    outlined = any(kind for kind, _ in styles.outline)
    if hatched or outlined or styles.tint.a or widget.opacity != 1 or styles.text_opacity != 1:
        return None
    _, (right, right_colour), _, (left, left_colour) = styles.border
    below, ground = widget.background_colors
    inner, outer = Style(background=below + ground), Style(background=below)

    def side(kind: Any, colour: Color, place: int) -> list[Segment]:
        return [get_box(kind, inner, outer, Style(foreground=below + colour))[1][place]] if kind else []

    def room(cells: int) -> list[Segment]:
        return [Segment(" " * cells, inner.rich_style)] if cells else []

    return (
        [*side(left, left_colour, 0), *room(styles.padding.left)],
        [*room(styles.padding.right), *side(right, right_colour, 2)],
    )
