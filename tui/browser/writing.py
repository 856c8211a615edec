"""Writing notes on the paper under the cursor: here, saved as they are typed, or in the user's own editor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from library import Entry, Library, LibraryError, Step
from parser import PaperKey
from tui.browser.base import BrowserBase
from tui.detail_pane import DetailPane
from tui.note_template import filled
from tui.outside_editor import EditorError, NoteFile, editor_command
from tui.writer import Writer

if TYPE_CHECKING:
    from tui.note_area import NoteArea


class Writing(BrowserBase):
    """A note is never asked about and never lost: leaving by any way saves it."""

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._refused: dict[PaperKey, str] = {}

    async def action_note(self) -> None:
        if (row := self.papers.row) is not None:
            self.go_to(self.detail.scroller)
            self.mark(True, "-writing")
            entry = self.library.entry(row.key)
            await self.detail.start_note(entry, self._begun(entry))
            self.show_detail(force=True)  # without the note, which stands below it now

    async def action_note_outside(self) -> None:
        """Lends the terminal to the user's editor; what cannot be kept in the library stays in a file."""
        if (key := self.papers.key) is None:
            return
        try:
            text = self._begun(self.library.entry(key))
            if self.has_class("-writing"):  # the pane was left with the mouse
                await self.save_what_is_open()
                self._close_editor()
            command = editor_command(self.library.config.editor, os.environ)
            file = NoteFile(self.library.paths.state, key, text)
        except (LibraryError, EditorError) as error:
            self.message.say(str(error))
            return
        problem: EditorError | None = None
        written: str | None = None
        try:
            with self.app.suspend():
                try:  # inside: an error that left `suspend` would leave the terminal with nobody
                    written = file.edit(command)
                except EditorError as error:
                    problem = error
        except SuspendNotSupported:
            file.drop()
            self.message.say(
                "this terminal cannot be lent to an editor", self.keymap.hint("note", "writes it here")
            )
            return
        if problem is not None:
            self.message.say(str(problem))
        else:
            await self._keep_from(file, key, written)

    async def _keep_from(self, file: NoteFile, key: PaperKey, written: str | None) -> None:
        if written is None:
            self.message.say("the note is as it was")
        else:
            try:
                step = await self._save(key, written, goes_on=False)
            except LibraryError as error:
                self.message.say(f"kept in {file.place}: {error}")
                return
            takes_back = self.keymap.hint("undo", "takes it back")
            self.message.say(step.text if step else "the note is as it was", takes_back if step else "")
            self.show_changed()
        file.drop()

    def _begun(self, entry: Entry) -> str:
        """What an editor opens on: a draft that could not be saved, the note, else the template."""
        drafts = self.drafts()
        if entry.paper.key in drafts:
            return drafts[entry.paper.key]
        return entry.note or filled(self.library.config.note_template, entry.paper)

    async def on_note_area_note_written(self, event: NoteArea.NoteWritten) -> None:
        try:
            if event.touched or event.key in self._refused:
                await self._save(event.key, event.text, goes_on=event.goes_on)
        except LibraryError as error:
            self.message.say(str(error))
            return  # the text stays in the editor
        if event.left:
            self._close_editor()
            self.go_to(self.papers)
        self.show_changed([event.key])

    def _close_editor(self) -> None:
        self.detail.end_note()
        self.mark(False, "-writing")

    def drafts(self) -> dict[PaperKey, str]:
        """Notes that the library does not have yet: typed just now, or refused by a full disk."""
        # A signal may come before there is a pane.
        editor = next((pane.editor for pane in self.query(DetailPane)), None)
        typed = editor.unsaved() if editor is not None else None
        return self._refused | ({typed[0]: typed[1]} if typed else {})

    async def save_what_is_open(self) -> None:
        """Saves all drafts; to be called before the app ends. LibraryError where one cannot be saved."""
        for key, text in self.drafts().items():
            editor = self.detail.editor
            await self._save(key, text, goes_on=editor is not None and editor.begun)

    async def _save(self, key: PaperKey, text: str, *, goes_on: bool) -> Step | None:
        self._refused[key] = text
        step = await self.writer.run(lambda: self.library.set_note(key, text, goes_on=goes_on))
        self._refused.pop(key, None)
        if (editor := self.detail.editor) is not None:
            editor.keep(key, text)
        return step
