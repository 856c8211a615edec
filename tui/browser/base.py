"""What the actions of the main screen share: changes, what is remembered, an index kept in step."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from textual import on, work
from textual.message import Message

from library import Library, LibraryError, Step
from parser import PaperKey
from tui.browser.viewing import Viewing
from tui.message import message
from tui.theme import unknown_theme
from tui.writer import Writer

log = logging.getLogger(__name__)

WATCH_EVERY = 1.5
"""Seconds between two looks at what other paperdecks wrote."""


class BrowserBase(Viewing):
    """Makes changes and shows them; what a person does is in the sisters."""

    @message
    class IndexMoved(Message):
        """The index is being built (done of total papers), or the work on it has ended (total 0)."""

        done: int
        total: int
        error: str = ""

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, scope)
        self.writer = writer

    def begin(self) -> None:
        self._say_what_is_left_to_do()
        super().begin()
        self.refresh_index()
        self.set_interval(WATCH_EVERY, self._look_for_changes)

    def _say_what_is_left_to_do(self) -> None:
        """Notes that an earlier session could not put into the library come first, then the settings."""
        if stray := self.library.paths.stray_notes():
            files = "files of their own" if len(stray) > 1 else "a file of its own"
            self.message.say(
                f"{len(stray)} note{'s are' if len(stray) > 1 else ' is'} in {files}", "paperdeck doctor"
            )
            return
        config = self.library.config
        if problems := [*config.problems, *self.keymap.problems, *unknown_theme(config.theme)]:
            more = f"{len(problems) - 1} more: " if len(problems) > 1 else ""
            self.message.say(problems[0], f"{more}paperdeck config")

    # Changes

    def change(
        self,
        make: Callable[[], Step | None],
        lead: str = "",
        none: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Makes one change in the library and shows it. Keys are answered while the disk writes.

        lead: what stands before the step's text. none: what to say where there was nothing to change.
        then: what is to be done once the library has taken the change, or has found nothing to change.
        """
        self._changed(make, lead, none, then)

    @work(group="change")
    async def _changed(
        self, make: Callable[[], Step | None], lead: str, none: str, then: Callable[[], object] | None
    ) -> None:
        try:
            step = await self.writer.run(make)
        except LibraryError as error:
            self.message.say(str(error))
            return
        if step is None:
            self.message.say(none)
        else:
            self.message.say(lead + step.text, "" if lead else self.keymap.hint("undo", "takes it back"))
            self.show_changed(step.keys)
        if then is not None:
            then()

    def show_changed(self, keys: Collection[PaperKey] = ()) -> None:
        """Repaints after the library has changed, of all papers or of some only."""
        self.papers.forget_rows(keys)
        self.show_detail(force=True)
        self.ask_soon()

    @work(group="remember", exit_on_error=False)
    async def remember(self, name: str, value: object) -> None:
        """Keeps something for the next session, as soon as the disk takes it; nobody waits for that."""
        await self.remembered(name, value)

    async def remembered(self, name: str, value: object) -> None:
        """Keeps something for the next session; a library that cannot be written is no reason to stop."""
        try:
            await self.writer.run(lambda: self.library.remember(name, value))
        except LibraryError as error:
            log.warning("%s was not kept: %s", name, error)

    # The index

    @work(thread=True, exclusive=True, group="index", exit_on_error=False)
    def refresh_index(self) -> None:
        """Brings the index in step with the library, beside everything else."""

        def moved(done: int, total: int) -> bool:
            self.post_message(self.IndexMoved(done, total))
            return self.is_running

        try:
            self.library.refresh_index(moved)
            self.library.back_up()
            self.post_message(self.IndexMoved(0, 0))
        except LibraryError as error:
            self.post_message(self.IndexMoved(0, 0, str(error)))

    @on(IndexMoved)
    def _index_moved(self, event: IndexMoved) -> None:
        self.show_progress("index", f"indexing {100 * event.done // event.total} %" if event.total else "")
        if event.error:
            self.message.say(event.error)
        if not event.total:
            self.ask_again()

    def _look_for_changes(self) -> None:
        if self.library.changed():
            self.papers.forget_rows()
            self.refresh_index()
