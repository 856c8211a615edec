"""Exporting: the papers shown, or those selected, into a file that another program reads."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from library import LibraryError
from parser import PaperKey
from tui.at_hand import at_hand
from tui.browser.selecting import Selecting

if TYPE_CHECKING:
    from tui.export_screen import ExportScreen, Wanted

LAST = "export"
"""What the library remembers the last file's name under."""


class Exporting(Selecting):
    """The selection as far as it is shown, else everything that is shown."""

    def action_export(self) -> None:
        keys = self.shown_selection or self.papers.order
        if not keys:
            self.message.say("There is no paper to export", self.keymap.hint("clear", "clears the query"))
            return

        async def export(wanted: Wanted | None) -> None:
            if wanted is not None:
                await self._export(list(keys), wanted)

        about = f"{len(keys):,} paper{'' if len(keys) == 1 else 's'}"
        sheet = self.export_sheet().fill(about, self.library.recall(LAST, "papers.bib"))
        self.app.push_screen(sheet, export)

    def export_sheet(self) -> ExportScreen:
        from tui.export_screen import ExportScreen

        return at_hand(self.app, "export", lambda: ExportScreen(self.keymap))

    async def _export(self, keys: Sequence[PaperKey], wanted: Wanted) -> None:
        from library.export import format_for, save

        format = format_for(wanted.path)
        assert format is not None
        try:
            await asyncio.to_thread(save, wanted.path, self.library.export(keys, format), force=wanted.force)
        except LibraryError as error:
            self.message.say(str(error))
            return
        if not self.library.read_only:
            self.remember(LAST, str(wanted.path))
        self.message.say(f"Wrote {len(keys):,} paper{'' if len(keys) == 1 else 's'} to {wanted.path}")
