"""The detail pane: one paper to read, and the place where its note is written."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static

from library import Entry
from search.answer import Hits
from tui.box import Box
from tui.detail_hits import hit_spans, line_of, with_current
from tui.detail_text import detail
from tui.edge import MovableEdge
from tui.paper_text import PaperText

if TYPE_CHECKING:
    from tui.note_area import NoteArea


class DetailPane(Box, MovableEdge):
    """A paper's text, scrolled on its own; below it, when a note is written, the editor."""

    virtual_size = Reactive(Size(0, 0), repaint=False)  # its text scrolls, not the pane (tui/line_view.py)

    _text = Content("")
    _hit: int | None = None
    _editor: NoteArea | None = None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._loading = asyncio.Lock()

    def compose(self) -> ComposeResult:
        yield PaperText(id="paper")
        with Box(id="note"):
            yield Static("Note", markup=False, id="note-heading")

    @property
    def scroller(self) -> PaperText:
        return self.query_one(PaperText)

    @property
    def editor(self) -> NoteArea | None:
        """Where the note is written; None before the first one."""
        return self._editor

    @property
    def editing(self) -> bool:
        return self.has_class("-editing")

    def show_entry(self, entry: Entry | None, hits: Hits, *, recut: str, same_paper: bool) -> None:
        """Shows a paper; another one starts at its top. recut: how a doubtful cut is put right."""
        note = not self.editing  # else it stands in the editor just below
        self._text = detail(entry, hits, recut=recut, with_note=note) if entry else Content("")
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

    async def start_note(self, entry: Entry, text: str) -> None:
        """Opens the editor on a text for the note; only what is typed there is handed on."""
        self._mark_editing(True)
        editor = await self.ready_editor()
        editor.open_note(entry.paper.key, text)
        editor.focus()  # before its heading: whoever sees that types, and no letter may be a command
        self.query_one("#note-heading", Static).update(Content(f"Note on {entry.paper.title}"))

    async def ready_editor(self) -> NoteArea:
        """The editor, which stands here unseen when there is time to load it before the first note."""
        from tui.note_area import NoteArea

        async with self._loading:
            if self._editor is None:
                self._editor = NoteArea(id="note-text")
                await self.query_one("#note").mount(self._editor)
        return self._editor

    def _mark_editing(self, on: bool) -> None:
        """Puts the editor on the screen, or takes it off; the styles of what stands in it stay."""
        self.set_class(on, "-editing", update=False)
        self.app.stylesheet.update_nodes([self.scroller, self.query_one("#note")])

    def end_note(self) -> None:
        """Closes the editor, whose text has been saved or is a draft elsewhere."""
        self._mark_editing(False)
        if self._editor is not None:
            self._editor.let_go()
