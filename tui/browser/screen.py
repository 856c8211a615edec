"""The main screen as the app pushes it: all its parts and all its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from tui.at_hand import at_hand
from tui.browser.exporting import Exporting
from tui.browser.importing import Importing
from tui.browser.moving import Moving
from tui.browser.queueing import Queueing
from tui.browser.recutting import Recutting
from tui.browser.relating import Relating
from tui.browser.remembering import Remembering
from tui.browser.saving import Saving
from tui.browser.sizing import Sizing
from tui.browser.steering import Steering
from tui.browser.taking import Taking
from tui.browser.triaging import Triaging
from tui.keys import BROWSER_KEYS, bindings

if TYPE_CHECKING:
    from tui.help_screen import HelpScreen
    from tui.sheet import Appearing


class BrowserScreen(
    Sizing,
    Remembering,
    Moving,
    Relating,
    Saving,
    Queueing,
    Triaging,
    Importing,
    Recutting,
    Steering,
    Exporting,
    Taking,
):
    """Turns what the panes report into calls on the library, and its answers into one View."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BROWSER_KEYS)]

    def action_clear(self) -> None:
        """Escape lets the selection go first, then clears the query."""
        if self.selected and self.focused is self.papers:
            self.select(frozenset())
        else:
            super().action_clear()

    def action_help(self) -> None:
        self.app.push_screen(self.help_sheet().fill())

    def help_sheet(self) -> HelpScreen:
        from tui.help_screen import HelpScreen

        return at_hand(self.app, "help", lambda: HelpScreen(self.keymap))

    @property
    def kept_sheets(self) -> tuple[Callable[[], Appearing[Any]], ...]:
        """What is opened most, and kept when it is closed."""
        return (
            self.palette_sheet, self.help_sheet, self.triage_sheet, self.listings_sheet, self.choice_sheet,
            self.tag_sheet, self.export_sheet, self.cut_sheet, self.statistics_sheet,
        )  # fmt: skip
