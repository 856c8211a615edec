"""The main screen as the app pushes it: all its parts and all its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.browser.deciding import Deciding
from tui.browser.finding import Finding
from tui.browser.moving import Moving
from tui.browser.writing import Writing
from tui.help_screen import HelpScreen
from tui.keys import BROWSER_KEYS, bindings


class BrowserScreen(Moving, Finding, Deciding, Writing):
    """Turns what the panes report into calls on the library, and its answers into one View."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BROWSER_KEYS)]

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(BROWSER_KEYS))
