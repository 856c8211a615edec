"""Takes the pictures in this folder anew: the app on the bundled sample, on a fixed day, in its own folder.

python -m screenshots.take [NAME...]      SVG always; PNG too where rsvg-convert (librsvg2-bin) is installed
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from library import Library, Paths, ReadState, sample_path
from tui.app import PaperdeckApp
from tui.browser import BrowserScreen

HERE = Path(__file__).parent
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
FONT = "DejaVu Sans Mono"
"""Drawn by librsvg; the font that Textual names in its SVG is fetched from the web by browsers only."""

Size = tuple[int, int]
WIDE: Size = (160, 45)
MEDIUM: Size = (100, 30)
NARROW: Size = (80, 24)

SCENES: dict[str, tuple[Size, tuple[str, ...]]] = {
    "wide": (WIDE, ("j", "j", "j")),
    "medium": (MEDIUM, ("j", "j", "j")),
    "narrow": (NARROW, ("j", "j", "j")),
    "search": (WIDE, ("/", *"cat:LG regret de", "down")),
    "note": (MEDIUM, ("j", "j", "j", "e", "end", *" Try it on Craftax first.")),
    "help": (MEDIUM, ("?",)),
}


def open_library(paths: Paths, now: Callable[[], dt.datetime]) -> Library:
    """A library with the sample in it and a few marks, as after a week of use."""
    library = Library.open(paths, now=now)
    library.add(sample_path(), as_of=NOW.date())
    library.refresh_index(None)
    newest = list(library.newest(("sample",))[:12])
    library.star([newest[1], newest[3], newest[9]], True)
    library.set_state(newest[2:4] + newest[6:7], ReadState.READ)
    library.tag([newest[3]], ("later",), ())
    library.set_note(newest[3], "Compare with the open-ended baselines; ask about the cost of a step.")
    return library


async def take(name: str, library: Library) -> str:
    """The SVG of one scene."""
    size, keys = SCENES[name]
    app = PaperdeckApp(library, ("sample",))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press({"/": "slash", "?": "question_mark", " ": "space", ":": "colon"}.get(key, key))
        await settled(pilot)
        return app.export_screenshot(title="paperdeck")


async def settled(pilot: Pilot[int]) -> None:
    """Waits until no worker runs and the last answer is shown."""
    for _ in range(200):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        screen = pilot.app.screen
        if not isinstance(screen, BrowserScreen) or screen.settled:
            break


def main(names: list[str]) -> int:
    os.environ["COLORTERM"] = "truecolor"  # the same pictures in every terminal
    for name in names or SCENES:
        with tempfile.TemporaryDirectory() as folder:
            library = open_library(Paths.under(Path(folder)), lambda: NOW)
            svg = asyncio.run(take(name, library))
            library.close()
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        if rsvg := shutil.which("rsvg-convert"):
            drawn = svg.replace("Fira Code", FONT).replace("<text ", '<text xml:space="preserve" ').encode()
            png = subprocess.run([rsvg, "--zoom", "1"], input=drawn, capture_output=True, check=True).stdout
            (HERE / f"{name}.png").write_bytes(png)
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
