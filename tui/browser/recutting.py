"""Correcting how a listing was read: the cut between title and authors of one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library import Entry
from parser import PaperKey
from tui.at_hand import at_hand
from tui.browser.base import BrowserBase

if TYPE_CHECKING:
    from tui.cut_screen import CutScreen


class Recutting(BrowserBase):
    """What the user chooses is remembered by the line itself, so that it holds for every later import."""

    def action_move_cut(self) -> None:
        if self.papers.key is None:
            return
        entry = self.library.entry(self.papers.key)
        if not entry.byline:
            self.message.say("Its source keeps title and authors apart: there is no cut to move")
            return

        # Reading a byline takes tables of words, and with them 25 ms that a start need not spend.
        from parser import cuts

        async def keep(at: int | None) -> None:
            if at is not None:
                self._cut(entry.paper.key, at)

        candidates = cuts(entry.byline, entry.paper.abstract)
        self.app.push_screen(self.cut_sheet().fill(entry.byline, candidates, _place(entry)), keep)

    def cut_sheet(self) -> CutScreen:
        from tui.cut_screen import CutScreen

        return at_hand(self.app, "cut", lambda: CutScreen(self.keymap))

    def _cut(self, key: PaperKey, at: int) -> None:
        self.change(
            lambda: self.library.move_cut(key, at), none="The cut is there already", then=self.refresh_index
        )


def _place(entry: Entry) -> int:
    """Where the byline is cut now, in characters of title."""
    return entry.byline.find(entry.paper.authors[0], 1) if entry.paper.authors else len(entry.byline) - 1
