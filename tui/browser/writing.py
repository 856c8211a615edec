"""Writing notes: opened on the paper under the cursor, saved as they are typed."""

from __future__ import annotations

from textual import on

from library import Library, LibraryError
from parser import PaperKey
from tui.browser.base import BrowserBase
from tui.detail_pane import NoteArea
from tui.writer import Writer


class Writing(BrowserBase):
    """A note is never asked about and never lost: leaving by any way saves it."""

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._refused: dict[PaperKey, str] = {}

    def action_note(self) -> None:
        if (row := self.papers.row) is not None:
            self.go_to(self.detail.scroller)
            self.add_class("-writing")
            self.detail.start_note(self.library.entry(row.key), self._refused.get(row.key))

    @on(NoteArea.NoteWritten)
    async def _note_written(self, event: NoteArea.NoteWritten) -> None:
        try:
            await self._save(event.key, event.text, goes_on=event.goes_on)
        except LibraryError as error:
            self.message.say(str(error))
            return  # the text stays in the editor
        if event.left:
            self.detail.end_note()
            self.remove_class("-writing")
            self.go_to(self.papers)
        self.show_changed()

    def drafts(self) -> dict[PaperKey, str]:
        """Notes that the library does not have yet: typed just now, or refused by a full disk."""
        typed = self.detail.editor.unsaved()
        return self._refused | ({typed[0]: typed[1]} if typed else {})

    async def save_what_is_open(self) -> None:
        """Saves all drafts; to be called before the app ends. LibraryError where one cannot be saved."""
        for key, text in self.drafts().items():
            await self._save(key, text, goes_on=self.detail.editor.begun)

    async def _save(self, key: PaperKey, text: str, *, goes_on: bool) -> None:
        self._refused[key] = text
        await self.writer.run(lambda: self.library.set_note(key, text, goes_on=goes_on))
        self._refused.pop(key, None)
        self.detail.editor.keep(key, text)
