"""The line in which an export's file is named: a sheet at the bottom of the screen. Writes nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from library.export import FORMATS, format_for
from library.paths import typed_path
from parser import clean
from tui.bars import KeyBar
from tui.box import Box
from tui.footers import EXPORT_FOOTER
from tui.keymap import Keymap
from tui.keys import SHEET_KEYS, bindings
from tui.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to write, and whether what is there may go."""

    path: Path
    force: bool


class ExportScreen(Sheet[Wanted | None]):
    """The ending of the name is the format. What is there is replaced by a second enter, not by the first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SHEET_KEYS[:1], priority=True)]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._about = self._path = ""
        self._warned = ""

    def fill(self, about: str, path: str) -> Self:
        """about: what is exported (`12 papers`). path: what the line begins with."""
        self._about, self._path, self._warned = about, path, ""
        if self.is_mounted:
            self._begin()
        return self

    def compose(self) -> ComposeResult:
        endings = "  ".join(format.suffix for format in FORMATS.values())
        with Box(classes="sheet"):
            yield Static("", markup=False, classes="sheet-heading")
            yield Input(compact=True, select_on_focus=False, id="export-line")
            yield Static("", markup=False, id="export-format")
            keys = [*self._keymap.footer(EXPORT_FOOTER), (3, endings, "are the formats")]
            yield KeyBar(keys, classes="sheet-foot")

    def on_mount(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.query_one(".sheet-heading", Static).update(Content(f"Export {self._about} to"), layout=False)
        line = self.query_one(Input)
        with self.prevent(Input.Changed):
            line.value = self._path
        line.cursor_position = len(line.value)
        self._say()

    def on_input_changed(self) -> None:
        self._warned = ""
        self._say()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        path = typed_path(event.value.strip())
        if not event.value.strip() or format_for(path) is None:
            return
        if path.exists() and self._warned != event.value:
            self._warned = event.value
            self._tell(f"{path.name} is there already; enter again replaces it")
            return
        self.dismiss(Wanted(path, force=path.exists()))

    def action_close(self) -> None:
        self.dismiss(None)

    def _say(self) -> None:
        """What the name would give."""
        format = format_for(Path(self.query_one(Input).value.strip()))
        self._tell(format.what if format else "The name's ending says the format")

    def _tell(self, text: str) -> None:
        self.query_one("#export-format", Static).update(Content(clean(text)))
