"""The detail pane: one paper to read, and the place where its note is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from library import Entry
from parser import PaperKey
from search.answer import Hits
from tui.detail_hits import hit_spans, line_of, with_current
from tui.detail_text import detail
from tui.paper_text import PaperText


class NoteArea(TextArea):
    """Markdown as plain text. Everything typed is handed on to be saved; escape only leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Save and leave", show=False, id="note.leave", priority=True),
        Binding("ctrl+down", "read_paper(2)", "Scroll the paper", show=False, id="note.paper_down"),
        Binding("ctrl+up", "read_paper(-2)", "Scroll the paper up", show=False, id="note.paper_up"),
    ]
    REST = 0.4
    """Seconds without a key after which the note is saved."""

    @dataclass
    class NoteWritten(Message):
        """The note has another text, or the editor was left (then it is the last word)."""

        key: PaperKey
        text: str
        goes_on: bool
        """Not the first time since the editor was opened: one sitting is one step."""
        left: bool
        touched: bool
        """Something was typed since the editor was opened."""

    @dataclass
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


class DetailPane(Vertical):
    """A paper's text, scrolled on its own; below it, when a note is written, the editor."""

    _text = Content("")
    _hit: int | None = None

    @dataclass
    class EdgeDragged(Message):
        """The edge towards the list was taken by the mouse, and moved to a place of the screen."""

        x: int
        y: int
        done: bool = False
        """The mouse let go of it."""

    def compose(self) -> ComposeResult:
        yield PaperText(id="paper")
        with Vertical(id="note"):
            yield Static("Note", markup=False, id="note-heading")
            yield NoteArea(id="note-text")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        left = self.gutter.left and event.screen_x == self.region.x
        top = self.gutter.top and event.screen_y == self.region.y
        if left or top:  # on the hairline; where there is none, there is no other pane to take room from
            self.capture_mouse()
            self.add_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.has_class("-dragged"):
            self.post_message(self.EdgeDragged(event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self.has_class("-dragged"):
            self.remove_class("-dragged")
            self.release_mouse()
            self.post_message(self.EdgeDragged(event.screen_x, event.screen_y, done=True))

    @property
    def scroller(self) -> PaperText:
        return self.query_one(PaperText)

    @property
    def editor(self) -> NoteArea:
        return self.query_one(NoteArea)

    @property
    def editing(self) -> bool:
        return self.has_class("-editing")

    def show_entry(self, entry: Entry | None, hits: Hits, *, same_paper: bool) -> None:
        """Shows a paper; another one starts at its top."""
        self._text = detail(entry, hits) if entry else Content("")
        self._hit = self._hit if same_paper else None
        self._show_text()
        if not same_paper:
            self.scroller.scroll_home(animate=False)

    def _show_text(self) -> None:
        spans = hit_spans(self._text)
        current = self._hit is not None and self._hit < len(spans)
        self.scroller.show(with_current(self._text, spans[self._hit or 0]) if current else self._text)

    def go_to_hit(self, by: int) -> tuple[int, int]:
        """Marks the next (by=1) or previous hit and scrolls it into sight; after the last comes the first.

        The number of the hit, from 1, and how many there are; (0, 0) where the text has none.
        """
        spans = hit_spans(self._text)
        if not spans:
            return 0, 0
        self._hit = (0 if by > 0 else len(spans) - 1) if self._hit is None else (self._hit + by) % len(spans)
        self._show_text()
        shown = self.scroller
        line, height = line_of(self._text, spans[self._hit], shown.text_width), shown.size.height
        if not shown.scroll_y <= line < shown.scroll_y + height:
            shown.scroll_to(y=max(0, line - height // 3), animate=False)
        return self._hit + 1, len(spans)

    def on_note_area_paper_wanted(self, event: NoteArea.PaperWanted) -> None:
        self.scroller.scroll_relative(y=event.lines, animate=False)

    def start_note(self, entry: Entry, text: str) -> None:
        """Opens the editor on a text for the note; only what is typed there is handed on."""
        self.add_class("-editing")
        self.query_one("#note-heading", Static).update(Content(f"Note on {entry.paper.title}"))
        self.editor.open_note(entry.paper.key, text)
        self.editor.focus()

    def end_note(self) -> None:
        """Closes the editor, whose text has been saved or is a draft elsewhere."""
        self.remove_class("-editing")
        self.editor.let_go()
