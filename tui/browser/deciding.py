"""Deciding about papers, the selected ones or the one under the cursor; undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from library import ReadState, Row, Step
from parser import PaperKey
from tui.at_hand import at_hand
from tui.browser.selecting import Selecting

if TYPE_CHECKING:
    from tui.tag_screen import TagScreen
    from tui.tagging import Tagging

MANY = 2_000
"""Papers whose change takes long enough to be announced."""
PART = 200
"""Papers looked at in one go, to find one that makes looking at the others needless."""
STATE_CHOICES = {
    ReadState.UNREAD: ("u", "• unread"),
    ReadState.READING: ("i", "◐ being read"),
    ReadState.READ: ("r", "  read"),
    ReadState.NO: ("d", "× not for me"),
}


class Deciding(Selecting):
    """Every decision is one step that `u` takes back, however many papers it is about."""

    def decide(self, make: Callable[[list[PaperKey]], Step | None], none: str = "") -> None:
        """Makes one change to the papers that are aimed at; `none` is said where it changed nothing."""
        if keys := self.targets():
            if len(keys) > MANY:
                self.message.say(f"{len(keys):,} papers …")
            self.change(lambda: make(keys), none=none)

    def _toggle(self, is_on: Callable[[Row], bool], turn: Callable[..., Step | None]) -> None:
        """Turns something on; off where all papers have it."""

        def all_on(keys: Sequence[PaperKey]) -> bool:
            parts = (keys[first : first + PART] for first in range(0, len(keys), PART))
            return all(is_on(row) for part in parts for row in self.library.rows(part))

        self.decide(lambda keys: turn(keys, not all_on(keys)))

    def action_bookmark(self) -> None:
        self._toggle(lambda row: row.starred, self.library.star)

    def action_queue(self) -> None:
        self._toggle(lambda row: row.queued, self.library.queue)

    def action_read(self) -> None:
        self._state_or_unread(ReadState.READ)

    def action_reading(self) -> None:
        self._state_or_unread(ReadState.READING)

    def action_refuse(self) -> None:
        self._state_or_unread(ReadState.NO)

    def _state_or_unread(self, state: ReadState) -> None:
        def turn(keys: Sequence[PaperKey], on: bool) -> Step | None:
            return self.library.set_state(keys, state if on else ReadState.UNREAD)

        self._toggle(lambda row: row.state is state, turn)

    def action_state(self) -> None:
        if keys := self.targets():
            from tui.chooser import Choice

            choices = [Choice(*choice) for choice in STATE_CHOICES.values()]
            sheet = self.choice_sheet().fill(f"Mark {self.named(keys)} as", choices)
            self.app.push_screen(sheet, self._state_chosen)

    def _state_chosen(self, place: int | None) -> None:
        if place is not None:
            state = list(STATE_CHOICES)[place]
            self.decide(lambda keys: self.library.set_state(keys, state), "That is what it is already")

    async def action_tag(self) -> None:
        if keys := self.targets():
            carried = await self.writer.run(lambda: [row.tags for row in self.library.rows(keys)])
            sheet = self.tag_sheet().fill(self.named(keys), carried, self.library.tags())
            self.app.push_screen(sheet, self._tagged)

    def tag_sheet(self) -> TagScreen:
        from tui.tag_screen import TagScreen

        return at_hand(self.app, "tags", lambda: TagScreen(self.keymap))

    def _tagged(self, tagging: Tagging | None) -> None:
        if tagging is not None:
            self.decide(lambda keys: self.library.tag(keys, tagging.add, tagging.remove), "No tag changed")

    def named(self, keys: Sequence[PaperKey]) -> str:
        """`“A title”` or `12 papers`."""
        return f"“{self.papers.row_of(keys[0]).title}”" if len(keys) == 1 else f"{len(keys):,} papers"

    def action_undo(self) -> None:
        self.change(lambda: self._where(self.library.undo()), "Undone: ", "Nothing to undo")

    def action_redo(self) -> None:
        self.change(lambda: self._where(self.library.redo()), "Done again: ", "Nothing to redo")

    def _where(self, step: Step | None) -> Step | None:
        """The cursor goes to the paper that an undone step was about."""
        if step is not None and len(step.keys) == 1:
            self.wanted = step.keys[0]
        return step
