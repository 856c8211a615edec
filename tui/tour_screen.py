"""Five lines for a first start: enough to find everything else. Shown once; any key goes on."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.box import Box
from tui.cells import fit_right
from tui.footers import Footer
from tui.keymap import Keymap
from tui.sheet import Sheet

STOPS: Footer = [
    (1, "{search}", "write a query: every letter narrows the list"),
    (1, "{filters}", "filters: {filter.include} asks for a value, {filter.exclude} leaves it out"),
    (1, "{pane.detail}", "read the paper under the cursor; {clear} comes back"),
    (1, "{bookmark} {read} {note} {undo}", "bookmark, read, note; the last takes anything back"),
    (1, "{help} {palette}", "all keys; and everything by typing its name"),
]
"""The keys at the left, and what a newcomer should know of them."""
KEY_ROOM = 9


def tour(keymap: Keymap) -> Content:
    """The five lines, with the keys that hold for this user."""
    lines = [
        Content.assemble((fit_right(keys, KEY_ROOM), "bold $accent"), "  ", (said, "$foreground"))
        for _, keys, said in keymap.footer(STOPS)
    ]
    return Content("\n").join(lines)


class TourScreen(Sheet[None]):
    """Lies over the first papers until a key or a click."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        with Box(id="tour"):
            yield Static("Five things to know", markup=False, id="tour-title")
            yield Static(tour(self._keymap), markup=False, id="tour-text")
            yield Static("any key goes on", markup=False, id="tour-foot")

    def on_key(self, event: events.Key) -> None:
        """Any key goes on, and one that means something to the papers does that as well."""
        event.stop()
        self.dismiss()
        if event.key not in ("escape", "enter", "space"):
            self.app.call_later(self.app.simulate_key, event.key)

    def on_click(self) -> None:
        self.dismiss()
