"""What the panes that draw their own lines share: scrolling without a layout, styles looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.style import Style as VisualStyle

from tui.line_cache import LineCache


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of lines and of their parts: everything drawn in the same ones can be shown again."""

    theme: str
    plain: Mapping[str, Style]
    """By the name of a part; `ground` is the line's own."""
    at_cursor: Mapping[str, Style]


def line_strip(line: Content, width: int, style: VisualStyle) -> Strip:
    """One line in so many cells. Textual's own way marks every part of it with its place, for the mouse to
    select text by: no two parts then have the same style, and each is looked at anew when it is painted."""
    return Strip(line.render_segments(style)).adjust_cell_length(width, style.rich_style)


class LineBar(ScrollBar):
    """A scrollbar that is drawn where it would look another way: 2 ms that Textual takes at every layout."""

    virtual_size = Reactive(Size(0, 0), repaint=False)  # else one more layout when it comes on the screen

    _shown: object = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        at = self.window_virtual_size, self.window_size, self.position, self.size
        shown = at, self.mouse_over, self.grabbed, self.app.theme
        if shown == self._shown and not layout:
            return self
        self._shown = shown
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of which only those in sight are drawn; the keys are those of the screen that it stands on."""

    # Textual lays the whole screen out, and draws it, whenever this changes: 20 ms at every key that finds
    # another number of papers. Only a scrollbar that comes or goes needs a layout, and asks for it.
    virtual_size = Reactive(Size(0, 0), repaint=False)

    STYLES: ClassVar[Mapping[str, str]] = {}
    """The style of each part, with the names of the theme (tui/theme.py); `cursor`: of the cursor's line.

    As component classes Textual would look each of them up in all stylesheets, 0.3 ms, at every class that
    is set on the line's widget or above it.
    """

    line_width = 0
    """Cells of a line that is being drawn: looked up once a paint, and not for every line."""
    _looks: Looks | None = None
    _looks_may_differ = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = LineCache()

    def render_lines(self, crop: Region) -> list[Strip]:
        self.line_width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def watch_virtual_size(self, size: Size) -> None:
        self._scroll_update(size)

    def set_height(self, lines: int) -> None:
        """Tells how many lines there are to scroll through."""
        self.virtual_size = Size(self.size.width, lines)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Textual's hook for another size. Its event comes after a paint, which would show the old lines."""
        before = self._size
        tell = super()._size_updated(size, virtual_size, container_size, layout)
        if self._size != before:
            self.fit()
        return tell

    def fit(self) -> None:
        """Lays the lines out in the size of the moment."""
        self.set_height(self.virtual_size.height)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        if self._vertical_scrollbar is None:
            bar = LineBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar._styles_cache = LineCache()
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    # Focus: the sisters show it on one line. Textual would look every style up again, and draw every line.

    def focus(self, scroll_visible: bool = True) -> Self:
        def take() -> None:
            if self.is_attached:
                self.screen.set_focus(self, scroll_visible)

        self.app.call_later(take)
        return self

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on it (tui/paperdeck.tcss)."""

    def on_focus(self, event: events.Focus) -> None:
        self._focus_moved(event, events.DescendantFocus(self), to_here=True)

    def on_blur(self, event: events.Blur) -> None:
        self._focus_moved(event, events.DescendantBlur(self), to_here=False)

    def _focus_moved(self, event: events.Event, told: events.Event, *, to_here: bool) -> None:
        event.prevent_default()
        self.has_focus = to_here
        if self.parent is not None:
            self.parent.post_message(told)
        self.show_focus()

    def show_focus(self) -> None:
        """Draws again what looks another way with the focus."""

    # Styles

    @property
    def looks(self) -> Looks:
        """The styles of the moment. Textual gives notice at every class of every ancestor, most often for
        nothing; what has been drawn is forgotten only where a style is another one."""
        if self._looks is None or self._looks_may_differ:
            self._looks_may_differ = False
            if (looks := self._look_up()) != self._looks:
                self._looks = looks
                self.forget_drawn()
        assert self._looks is not None
        return self._looks

    def forget_drawn(self) -> None:
        """Drops lines that were drawn in other styles."""

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks_may_differ = True

    def _look_up(self) -> Looks:
        ground, parse = self.visual_style.rich_style, self.app.stylesheet.parse_style
        parts = {name: parse(written).rich_style for name, written in self.STYLES.items()}
        plain = {name: ground + part for name, part in parts.items()} | {"ground": ground}
        if "cursor" not in parts:
            return Looks(self.app.theme, plain, plain)
        lit = plain["cursor"]
        # Not every pair of the 16 colours can be read: there the line's own colour wins.
        wins = self.app.native_ansi_color
        at_cursor = {name: part + lit if wins else lit + part for name, part in parts.items()}
        return Looks(self.app.theme, plain, at_cursor | {"ground": lit})
