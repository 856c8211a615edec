"""Deciding about papers: bookmark, read state, undo and redo."""

from __future__ import annotations

from library import ReadState
from tui.browser.base import BrowserBase


class Deciding(BrowserBase):
    """Every decision is one step that `u` takes back."""

    async def action_bookmark(self) -> None:
        if row := self.papers.row:
            await self.change(lambda: self.library.star([row.key], not row.starred))

    async def action_read(self) -> None:
        if row := self.papers.row:
            state = ReadState.UNREAD if row.state is ReadState.READ else ReadState.READ
            await self.change(lambda: self.library.set_state([row.key], state))

    async def action_undo(self) -> None:
        await self.change(self.library.undo, "Undone: ", "Nothing to undo")

    async def action_redo(self) -> None:
        await self.change(self.library.redo, "Done again: ", "Nothing to redo")
