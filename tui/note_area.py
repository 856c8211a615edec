"""The editor of notes, loaded with the first one: what it stands on takes a twelfth of a start."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from parser import PaperKey
from tui.message import message


class NoteArea(TextArea):
    """Markdown as plain text. Everything typed is handed on to be saved; escape only leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Save and leave", show=False, id="note.leave", priority=True),
        Binding("ctrl+down", "read_paper(2)", "Scroll the paper", show=False, id="note.paper_down"),
        Binding("ctrl+up", "read_paper(-2)", "Scroll the paper up", show=False, id="note.paper_up"),
    ]
    REST = 0.4
    """Seconds without a key after which the note is saved."""

    @message
    class NoteWritten(Message):
        """The note has another text, or the editor was left (then it is the last word)."""

        key: PaperKey
        text: str
        goes_on: bool
        """Not the first time since the editor was opened: one sitting is one step."""
        left: bool
        touched: bool
        """Something was typed since the editor was opened."""

    @message
    class PaperWanted(Message):
        """The user wants to read on in the paper, without leaving the note."""

        lines: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, compact=True, tab_behavior="focus", id=id)
        self._key: PaperKey | None = None
        self._handed_on = self._kept = ""
        self._changes = 0
        self.begun = False
        """Something was handed on since the editor was opened."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on it; to look up those of a text area takes 8 ms."""

    def open_note(self, key: PaperKey, text: str) -> None:
        """Starts on the note of one paper; what was open before is handed on first."""
        self._hand_on(left=False)
        self._key, self.begun = key, False
        self._handed_on = self._kept = text
        self.load_text(text)
        self.move_cursor(self.document.end)

    def on_text_area_changed(self) -> None:
        self._changes += 1
        number = self._changes
        self.set_timer(self.REST, lambda: self._hand_on(left=False) if number == self._changes else None)

    def on_blur(self) -> None:
        self._hand_on(left=False)

    def action_leave(self) -> None:
        self._hand_on(left=True)

    def action_read_paper(self, lines: int) -> None:
        self.post_message(self.PaperWanted(lines))

    def unsaved(self) -> tuple[PaperKey, str] | None:
        """What has been typed but is not known to be saved."""
        if self._key is None or self.text == self._kept:
            return None
        return self._key, self.text

    def let_go(self) -> None:
        """Belongs to no paper any more: what stands here is not anybody's draft."""
        self._key = None

    def keep(self, key: PaperKey, text: str) -> None:
        """Takes note that a text has been saved."""
        if key == self._key:
            self._kept = text

    def _hand_on(self, *, left: bool) -> None:
        if self._key is not None and (left or self.text != self._handed_on):
            touched = self.begun or self.text != self._handed_on
            self._handed_on = self.text
            self.post_message(self.NoteWritten(self._key, self.text, self.begun, left, touched))
            self.begun = touched
