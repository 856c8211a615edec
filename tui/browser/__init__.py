"""The main screen, in parts: what is shown (base), and a module for each kind of thing that is done there."""

from tui.browser.screen import BrowserScreen

__all__ = ["BrowserScreen"]
