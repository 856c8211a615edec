"""What lies over the main screen: it comes in one repaint, over papers that are dimmed line by line."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from itertools import takewhile
from typing import ClassVar, Self, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

from tui.line_cache import LineCache, blank

T = TypeVar("T")
TURNS = 5
"""Turns of the event loop until all parts, and Textual's own wait for them, have asked for what they need."""
AT_THE_LATEST = 0.1
"""Seconds after which a sheet is shown although something of it is missing."""
COUNTED_SOON = 0.005
"""Seconds for which a sheet waits that lacks only what is still counted."""


class Appearing(Screen[T]):
    """Textual paints a new screen up to four times while it comes together; this one when it is complete."""

    CSS_PATH: ClassVar[str] = "modals.tcss"

    _complete = False
    _styled_at = 0
    """The themes so far when its styles were looked up last."""

    def __init__(self) -> None:
        super().__init__()
        self._styles_cache = LineCache()

    def begin_anew(self) -> None:
        """Before a sheet that was closed is filled with something else."""
        self._complete = False

    async def get_ready(self, size: Size) -> None:
        """Lays it out and draws its lines, unseen."""
        self._refresh_layout(size)
        await self._let_parts_turn()
        self._compositor.render_strips()

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is there; some of it may have to be counted first."""
        return True

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self.set_timer(AT_THE_LATEST, self._appear)
        event.refresh_styles = False  # those of its parts were looked up when they were mounted
        if self.app._css_update_count != self._styled_at:  # another theme since it was closed
            self.app.stylesheet.update(self)
        self._styled_at = self.app._css_update_count
        if self._size == self.app.size:  # else parts hear of another one
            self.call_later(self._wait_for_parts)

    def on_mount(self) -> None:
        self._styled_at = self.app._css_update_count
        self.app.stylesheet.apply(self)  # its own styles were before the first sheet had its file read

    def on_resize(self) -> None:
        self.call_later(self._wait_for_parts)

    async def _wait_for_parts(self) -> None:
        await self._let_parts_turn()
        if self.is_ready:
            self.call_later(self._appear)
        else:
            self.set_timer(COUNTED_SOON, self._appear)

    async def _let_parts_turn(self) -> None:
        """They hear of their sizes, write their lines, and ask for room."""
        for _ in range(TURNS):
            await asyncio.sleep(0)

    def _appear(self) -> None:
        if not self._complete and self.is_current:
            self._on_timer_update()  # the timer itself would let another frame pass
            self._complete = True
            self._compositor_refresh()
            self.appeared()

    def appeared(self) -> None:
        """What is begun when it has been painted: beside the paint it would make it wait."""

    def _compositor_refresh(self) -> None:
        if self._complete:
            super()._compositor_refresh()


class Sheet(Appearing[T], ModalScreen[T]):
    """Lies over another screen, whose lines are dimmed once for as long as nothing changes there."""

    _below: list[Strip] | None = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self._below = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """A line of the screen below, in the colour that lies over it."""
        if self._below is None:
            below = list(takewhile(lambda screen: screen is not self, self.app.screen_stack))
            self._below = below[-1]._compositor.render_strips() if below else []
        if y >= len(self._below):
            return blank(self.size.width, self.visual_style.rich_style)
        over = self.styles.background
        return Strip([Segment(text, dimmed(style, over), control) for text, style, control in self._below[y]])


@lru_cache(maxsize=1024)
def dimmed(style: Style | None, colour: Color) -> Style:
    """A style with a translucent colour over it, and without links."""
    bare = Style() if style is None else style.clear_meta_and_links()
    if colour.a == 0:
        return bare
    over = [
        None if each is None else (Color.from_rich_color(each) + colour).rich_color
        for each in (bare.color, bare.bgcolor)
    ]
    return bare + Style.from_color(*over)
