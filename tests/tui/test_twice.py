"""A key that closes a sheet, pressed once too often, closes nothing else."""

from __future__ import annotations

from library import Library
from tests.tui.desk import Drive, browser, settled
from tui.keys import BROWSER_KEYS

LEAVING = {"quit", "suspend"}


async def test_whatever_a_key_opens_and_however_fast_it_is_closed_the_browser_stays(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        for key in BROWSER_KEYS:
            if key.id in LEAVING or "editor" in key.action:
                continue
            first = key.keys.split(",")[0]
            for closing in ("escape", "enter"):
                pilot.app.simulate_key(first)
                for _ in range(3):
                    pilot.app.simulate_key(closing)
                await settled(pilot)
                await pilot.press("escape", "escape", "escape")
                await settled(pilot)
                browser(pilot)
