"""Hostile papers, tags, notes, names and queries on every screen: what leaks, what comes alive."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, TextArea

import tui.app
from library import Library, Paths, sample_path
from torture.hand import Hand
from torture.hostile import CORPUS, fill, leak
from torture.rows import Complaints, Row
from tui import terminal
from tui.app import PaperdeckApp
from tui.browser import BrowserScreen
from tui.chooser import ChooserScreen
from tui.cut_screen import CutScreen
from tui.export_screen import ExportScreen
from tui.help_screen import HelpScreen
from tui.keys import BROWSER_KEYS
from tui.listings_screen import ListingsScreen
from tui.save_screen import SaveScreen
from tui.stats_screen import StatsScreen
from tui.tag_screen import TagScreen
from tui.tour_screen import TourScreen
from tui.triage_screen import TriageScreen
from tui.welcome_screen import WelcomeScreen

SIZES = ((160, 45), (80, 24), (60, 20))
SCREENS: tuple[type[Screen[Any]], ...] = (
    BrowserScreen, ChooserScreen, CutScreen, ExportScreen, HelpScreen, ListingsScreen, SaveScreen,
    StatsScreen, TagScreen, TourScreen, TriageScreen, WelcomeScreen,
)  # fmt: skip
"""All there are; each must have been looked at in every run."""
OPENING = ("t", "S", "x", ":", "y", "m", "M", "T", "%", "L", "?", "R", "1", "f")
"""Keys that open a sheet, a pane or a screen."""
UNPRESSED = {"quit", "suspend", "open", "open.code", "copy"}
"""Actions that end the attempt or start another program."""


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
        self.seen: set[type[Screen[Any]]] = set()

    def look(self, app: App[Any], after: str) -> None:
        self.seen.add(type(app.screen))
        for row in (self.leaks, self.crashes, self.actions):
            row.tried += 1
        for line in app.screen._compositor.render_strips(app.size):
            for segment in line:
                if found := leak(segment.text):
                    self.leaks.note("wrong", f"{found} after {after}")
                if "torture" in str(segment.style.meta if segment.style else ""):
                    self.actions.note("wrong", f"a live action after {after}")


def screens(count: int, folder: Path) -> list[Row]:
    """`count` of the texts, each at one size, on every screen: shown, typed, chosen, said; then every key."""
    looker = Looker()
    Complaints(looker.crashes)
    texts = CORPUS[:: max(1, len(CORPUS) // count)]
    folder.mkdir(parents=True)
    os.chdir(folder)  # where an export named by a text would go
    sizes = SIZES if count >= len(CORPUS) else SIZES[:1]  # the widest shows most
    for number, size in enumerate(sizes):
        here = texts[number :: len(sizes)]
        try:
            asyncio.run(_first_start(looker, folder / f"first-{number}", size, here))
            with Library.open(Paths.under(folder / f"home-{number}")) as library:
                fill(library, folder)
                asyncio.run(_browse(library, looker, size, here, every_key=count >= len(CORPUS)))
        except Exception as error:
            looker.crashes.note("crashed", f"{size}: {type(error).__name__}: {error}"[:300])
    for screen in set(SCREENS) - looker.seen:
        looker.crashes.note("wrong", f"{screen.__name__} was never looked at")
    looker.leaks.said = f"{len(texts)} texts, {len(looker.seen)} screens, {looker.leaks.tried:,} looks"
    return [looker.leaks, looker.crashes, looker.actions]


async def _first_start(looker: Looker, folder: Path, size: tuple[int, int], texts: tuple[str, ...]) -> None:
    """The welcome with each text as a path that is no listing, then the tour over the sample."""
    with Library.open(Paths.under(folder)) as library:
        app = Watched(library, tour=True)
        async with app.run_test(size=size):
            hand = Hand(app)
            await hand.settled(on=WelcomeScreen)
            for text in texts:
                await hand.press("a")
                app.screen.query_one(Input).value = _pasted(text)
                await hand.press("enter")
                await hand.settled()
                looker.look(app, "a path that is no listing")
            await hand.press("escape")
            app.post_message(WelcomeScreen.ListingWanted(str(sample_path())))
            await hand.settled(on=TourScreen)
            looker.look(app, "the tour")


async def _browse(
    library: Library, looker: Looker, size: tuple[int, int], texts: tuple[str, ...], *, every_key: bool
) -> None:
    app = Watched(library)
    async with app.run_test(size=size):
        hand = Hand(app)
        await hand.settled(on=BrowserScreen)
        looker.look(app, "the start")
        papers = library.newest()
        for _ in papers[:: max(1, len(papers) // len(texts))]:
            await _paper(hand, looker)
        for number, text in enumerate(texts):
            await _typed(hand, looker, text)
            await _said(hand, looker, text)
            for key in OPENING if every_key else OPENING[number % 2 :: 2]:
                await _opened(hand, looker, key, text)
        if every_key:
            for number, key in enumerate(BROWSER_KEYS):
                if key.id not in UNPRESSED and "editor" not in key.action and not key.like:
                    await _opened(hand, looker, key.keys.split(",")[0], texts[number % len(texts)])
        looker.actions.wrong += app.fired


async def _paper(hand: Hand, looker: Looker) -> None:
    """The next paper under the cursor, in the detail, in a message, in the editor of its note."""
    for key, after in (("j", "moving to a paper"), ("b", "a message about one"), ("e", "a note's editor")):
        await hand.press(key)
        await hand.settled()
        looker.look(hand.app, after)
    await hand.press("escape", "escape")


async def _typed(hand: Hand, looker: Looker, text: str) -> None:
    """A query, as far as it can be typed, with its answer or its mistake."""
    browser = hand.app.screen
    assert isinstance(browser, BrowserScreen)
    browser.search.text = _pasted(text)
    await hand.settled()
    looker.look(hand.app, f"typing {text[:30]!a}")
    browser.search.text = ""
    await hand.settled()


async def _said(hand: Hand, looker: Looker, text: str) -> None:
    """A message that quotes the text as it came, as an error from below may do."""
    browser = hand.app.screen
    assert isinstance(browser, BrowserScreen)
    browser.message.say(f"about {text[:300]}", text[:30])
    await hand.caught_up()
    looker.look(hand.app, f"the message {text[:30]!a}")


async def _opened(hand: Hand, looker: Looker, key: str, text: str) -> None:
    """Whatever a key opens, with a text typed into it where it takes one."""
    if key == "S" and isinstance(browser := hand.app.screen, BrowserScreen):
        browser.search.text = "study"  # there must be something to save
    await hand.press(key)
    await hand.settled()
    looker.look(hand.app, f"pressing {key}")
    focused = hand.app.focused
    if isinstance(focused, Input):
        focused.value = _pasted(text)
    elif isinstance(focused, TextArea):
        focused.insert(_pasted(text))
    else:
        await hand.press("down")
    await hand.settled()
    looker.look(hand.app, f"typing {text[:30]!a} after {key}")
    for _ in range(4):
        await hand.press("escape")
    await hand.settled(on=BrowserScreen)


def _pasted(text: str) -> str:
    """What a field gets when the text is pasted into it: as the driver hands it on, in one line."""
    return " ".join(terminal.pasted(text).split("\n"))[:300]
