"""Sheets that are kept when they are closed: the next time they are filled and shown, and not built."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

if TYPE_CHECKING:  # what a sheet is, is loaded with the first one
    from tui.sheet import Appearing

Kept = TypeVar("Kept", bound="Appearing[Any]")


def at_hand(app: App[Any], name: str, make: Callable[[], Kept]) -> Kept:
    """The sheet of this name, to be filled and pushed. It is made once; while it is open, another one is.

    To build a sheet is half of what opening it takes: 25 ms for its widgets and their styles.
    """
    if not app.is_screen_installed(name):
        app.install_screen(make(), name)
    sheet: Kept = app.get_screen(name)  # type: ignore[assignment]
    if sheet in app.screen_stack:
        return make()
    sheet.begin_anew()
    return sheet


def build(app: App[Any], taken: Callable[[], Appearing[Any]]) -> None:
    """Builds a sheet that is kept, and lays it out, unseen; taken: it from `at_hand`."""
    sheet = taken()
    if not sheet.is_running:
        app._get_screen(sheet)
        app._load_screen_css(sheet)
        sheet.call_later(sheet.get_ready, app.size)
