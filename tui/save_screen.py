"""The dialog in which a search gets a name and a digit. Keeps nothing: what was written is handed back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from library import SavedSearch
from parser import clean
from tui.bars import KeyBar
from tui.box import Box
from tui.cells import cut
from tui.footers import SAVE_FOOTER
from tui.keymap import Keymap
from tui.keys import SHEET_KEYS, bindings
from tui.sheet import Sheet

LONGEST_NAME = 40
FIELDS = (("name", "Name"), ("query", "Query"), ("slot", "Key 1-9"))


class SaveScreen(Sheet[SavedSearch | None]):
    """Enter saves, escape leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SHEET_KEYS[:1], priority=True),
        *bindings(SHEET_KEYS[1:3]),
    ]

    def __init__(
        self, search: SavedSearch, others: Sequence[SavedSearch], keymap: Keymap, *, known: bool
    ) -> None:
        """search: what to begin with. others: the saved searches beside it. known: it is saved already."""
        super().__init__()
        self._search = search
        self._others = others
        self._keymap = keymap
        self._known = known

    def compose(self) -> ComposeResult:
        begin = (self._search.name, self._search.query, str(self._search.slot or ""))
        with Box(id="save"):
            yield Static("Saved search" if self._known else "Save this search", id="save-title", markup=False)
            for (id, label), value in zip(FIELDS, begin, strict=True):
                with Horizontal(classes="save-row"):
                    yield Static(label, classes="save-label", markup=False)
                    yield Input(
                        value,
                        compact=True,
                        id=f"save-{id}",
                        max_length={"name": LONGEST_NAME, "slot": 1}.get(id, 0),
                        restrict="[1-9]?" if id == "slot" else None,
                    )
            yield Static("", id="save-message", markup=False)
            yield KeyBar(self._keymap.footer(SAVE_FOOTER), id="save-foot")

    def on_mount(self) -> None:
        self.query_one("#save-name", Input).focus()

    def _text(self, id: str) -> str:
        return clean(self.query_one(f"#save-{id}", Input).value).strip()

    def on_input_changed(self) -> None:
        self.query_one("#save-message", Static).update(Content(self._consequence()))

    def _consequence(self) -> str:
        """What saving would do to another search."""
        name, slot = self._text("name"), self._text("slot")
        for other in self._others:
            if other.name == name:
                return f"Replaces the search {cut(name, LONGEST_NAME)}"
            if slot and other.slot == int(slot):
                return f"{cut(other.name, LONGEST_NAME)} is on {slot} now and will lose its key"
        return ""

    def on_input_submitted(self) -> None:
        for id, label in FIELDS[:2]:
            if not self._text(id):
                self.query_one("#save-message", Static).update(f"A {label.lower()} is missing")
                self.query_one(f"#save-{id}", Input).focus()
                return
        slot = self._text("slot")
        self.dismiss(SavedSearch(self._text("name"), self._text("query"), int(slot) if slot else None))

    def action_move(self, by: int) -> None:
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_close(self) -> None:
        self.dismiss(None)
