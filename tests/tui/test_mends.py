"""What is closed is given back."""

from __future__ import annotations

import gc

from textual._styles_cache import StylesCache

from library import Library
from tests.tui.desk import Drive, press


def caches() -> int:
    gc.collect()
    return sum(type(each) is StylesCache for each in gc.get_objects())


async def test_sheets_that_were_closed_leave_no_drawn_lines_behind(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "question_mark", "escape")
        before = caches()
        for _ in range(8):
            await press(pilot, "question_mark", "escape")
        assert caches() < before + 16  # one sheet that is still on its way out
