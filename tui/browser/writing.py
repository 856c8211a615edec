"""Writing notes: opened on the paper under the cursor, saved as they are typed."""

from __future__ import annotations

from textual import on

from library import LibraryError
from tui.browser.base import BrowserBase
from tui.detail_pane import NoteArea


class Writing(BrowserBase):
    """A note is never asked about and never lost: leaving by any way saves it."""

    def action_note(self) -> None:
        if (row := self.papers.row) is not None:
            self.go_to(self.detail.scroller)
            self.add_class("-writing")
            self.detail.start_note(self.library.entry(row.key))

    @on(NoteArea.NoteWritten)
    async def _note_written(self, event: NoteArea.NoteWritten) -> None:
        try:
            await self.writer.run(lambda: self.library.set_note(event.key, event.text, goes_on=event.goes_on))
        except LibraryError as error:
            self.message.say(str(error))
            return  # the text stays in the editor
        if event.left:
            self.detail.end_note()
            self.remove_class("-writing")
            self.go_to(self.papers)
        self.show_changed()

    async def save_what_is_open(self) -> None:
        """Saves a note that is being written; to be called before the app ends."""
        if (unsaved := self.detail.editor.unsaved()) is not None:
            key, text = unsaved
            goes_on = self.detail.editor.begun
            await self.writer.run(lambda: self.library.set_note(key, text, goes_on=goes_on))
