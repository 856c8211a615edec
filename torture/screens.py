"""Hostile papers, tags, notes, names and queries on every screen: what leaks, what comes alive."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

import tui.app
from library import Library, LibraryError, Paths
from parser import PaperKey
from tests.tui.desk import settled
from torture.hostile import CORPUS, leak, listing
from torture.rows import Row
from tui.app import PaperdeckApp
from tui.browser import BrowserScreen
from tui.keys import BROWSER_KEYS

SIZES = ((160, 45), (80, 24), (60, 20))
UNPRESSED = {"quit", "suspend"}
"""Actions that end the attempt."""


class Watched(PaperdeckApp):
    """Counts what no text may do."""

    CSS_PATH = Path(tui.app.__file__).with_name("paperdeck.tcss")
    fired = 0

    def action_torture(self) -> None:
        self.fired += 1

    async def action_quit(self) -> None:
        self.fired += 1


class Looker:
    """Looks at everything that is on the screen after each step."""

    def __init__(self) -> None:
        self.leaks = Row("text from outside: escape leaks")
        self.crashes = Row("text from outside: markup crashes")
        self.actions = Row("text from outside: actions fired")

    def look(self, app: App[Any], after: str) -> None:
        for row in (self.leaks, self.crashes, self.actions):
            row.tried += 1
        for line in app.screen._compositor.render_strips(app.size):
            for segment in line:
                if found := leak(segment.text):
                    self.leaks.note("wrong", f"{found} after {after}")
                if "torture" in str(segment.style.meta if segment.style else ""):
                    self.actions.note("wrong", f"a live action after {after}")


def screens(count: int, folder: Path) -> list[Row]:
    """All texts, every `count`-th part of them on its own: shown, typed, chosen; every key pressed once."""
    looker = Looker()
    paths = Paths.under(folder)
    with Library.open(paths) as library:
        _fill(library, folder)
        for size in SIZES if count >= len(CORPUS) else SIZES[1:2]:
            try:
                asyncio.run(_browse(library, looker, size, CORPUS[:: max(1, len(CORPUS) // count)]))
            except Exception as error:
                looker.crashes.note("crashed", f"{size}: {type(error).__name__}: {error}"[:300])
    return [looker.leaks, looker.crashes, looker.actions]


def _fill(library: Library, folder: Path) -> None:
    source = folder / "name \x1b]0;OWNED\x07[@click=app.torture]x[∕].txt"
    source.write_bytes(listing())
    library.add(source)
    keys = list(library.newest())
    for number, text in enumerate(CORPUS):
        key = keys[number % len(keys)]
        # A text without a letter is no tag. A lone surrogate is refused by SQLite, if it gets that far.
        with contextlib.suppress(LibraryError, UnicodeError):
            library.set_note(key, f"note {number}: {text}")
            library.save_search(f"search {number} {text}"[:200], f"study {text}"[:200], number % 9 + 1)
            library.tag([key], [text or "tag"])


async def _browse(library: Library, looker: Looker, size: tuple[int, int], texts: tuple[str, ...]) -> None:
    app = Watched(library)
    async with app.run_test(size=size) as pilot:
        await settled(pilot, on=BrowserScreen)
        looker.look(app, "the start")
        browser = app.screen
        assert isinstance(browser, BrowserScreen)
        for key in library.newest()[:: max(1, len(library.newest()) // len(texts))]:
            await _paper(pilot, looker, browser, key)
        for text in texts:
            await _typed(pilot, looker, browser, text)
        for number, key in enumerate(BROWSER_KEYS):
            if key.id not in UNPRESSED and "editor" not in key.action:
                await _pressed(pilot, looker, key.keys.split(",")[0], texts[number % len(texts)])
        looker.actions.wrong += app.fired


async def _paper(pilot: Pilot[int], looker: Looker, browser: BrowserScreen, key: PaperKey) -> None:
    """One paper under the cursor, in the detail, in a message, in the editor of its note."""
    await pilot.press("j")
    await settled(pilot)
    looker.look(pilot.app, "moving to a paper")
    await pilot.press("b")
    await settled(pilot)
    looker.look(pilot.app, "a message about a paper")
    await pilot.press("e")
    await settled(pilot)
    looker.look(pilot.app, "the editor of a note")
    await pilot.press("escape", "escape")
    await settled(pilot)


async def _typed(pilot: Pilot[int], looker: Looker, browser: BrowserScreen, text: str) -> None:
    """A query, as far as it can be typed, with its answer or its mistake."""
    browser.search.text = "".join(c for c in text if c.isprintable())[:300]
    await settled(pilot)
    looker.look(pilot.app, f"typing {text[:30]!a}")
    browser.search.text = ""
    await settled(pilot)


async def _pressed(pilot: Pilot[int], looker: Looker, key: str, text: str) -> None:
    """Whatever a key opens, with a text typed into it where it takes one."""
    await pilot.press(key)
    await settled(pilot)
    looker.look(pilot.app, f"pressing {key}")
    focused = pilot.app.focused
    typed = "".join(c for c in text if c.isprintable())[:300]
    if isinstance(focused, Input):
        focused.value = typed
    elif isinstance(focused, TextArea):
        focused.insert(typed)
    await settled(pilot)
    looker.look(pilot.app, f"typing after {key}")
    await pilot.press("escape", "escape", "escape")
    await settled(pilot)
