"""What the panes that draw their own lines share: scrolling without a layout of the screen."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines of which only those in sight are drawn; the keys are those of the screen that it stands on."""

    # Textual lays the whole screen out, and draws it, whenever this changes: 20 ms at every key that finds
    # another number of papers. Only a scrollbar that comes or goes needs a layout, and asks for it.
    virtual_size = Reactive(Size(0, 0), repaint=False)

    def watch_virtual_size(self, size: Size) -> None:
        self._scroll_update(size)

    def set_height(self, lines: int) -> None:
        """Tells how many lines there are to scroll through."""
        self.virtual_size = Size(self.size.width, lines)

    def on_resize(self) -> None:
        self.set_height(self.virtual_size.height)

    @property
    def ground(self) -> Style:
        """The style of the pane itself; `rich_style` looks through all ancestors at every call."""
        return self.visual_style.rich_style
