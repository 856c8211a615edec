"""The application: themes, screens, and the one way to the terminal and back."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual._context import active_message_pump
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen

from library import Library, LibraryError, sample_path
from library.log import log_to
from library.paths import typed_path
from parser import clean_block
from tui.at_hand import build
from tui.browser import BrowserScreen
from tui.idle import Idle
from tui.keymap import Keymap
from tui.mends import forget_closed_widgets
from tui.ready import pieces
from tui.rescue import rescued
from tui.theme import ANSI, DARK, HOUSE_THEMES, fallbacks, has_few_colours, remembered_as
from tui.typed import Typed, caught_up, opened
from tui.writer import Writer

if TYPE_CHECKING:
    from library import ImportReport
    from tui.welcome_screen import WelcomeScreen

log = logging.getLogger(__name__)


class PaperdeckApp(App[int]):
    """Browses one library, or the listings of it that `scope` names."""

    CSS_PATH = "paperdeck.tcss"
    TITLE = "paperdeck"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, library: Library, scope: tuple[str, ...] = (), *, tour: bool = False) -> None:
        """tour: whether a first start shows what there is to know."""
        super().__init__()
        forget_closed_widgets()
        self._tour = tour
        self.library = library
        self._scope = scope
        self.writer = Writer()
        self.typed = Typed(self, super().on_event)
        self._leaving: asyncio.Future[None] | None = None
        self.idle = Idle(self)
        self.code: int | None = None
        """The exit code, once the app is being left."""
        self.last_words: list[str] = []
        """What the person has to know once the terminal is hers again."""
        for theme in HOUSE_THEMES:  # before the first stylesheet is read: it names their colours
            self.register_theme(theme)
        self._begin_with(self._chosen_theme())

    def _begin_with(self, theme: str) -> None:
        """Starts in a theme; to set it the usual way reads every stylesheet a second time."""
        if not self.available_themes[theme].dark:  # what Textual prepares for dark ones would not do
            self.theme = theme
            return
        self.set_reactive(PaperdeckApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def _chosen_theme(self) -> str:
        """The theme of config.toml, else the one chosen last here, else the house's for such a terminal."""
        wishes = (self.library.config.theme, str(self.library.recall(remembered_as(self.console), "")))
        default = ANSI if has_few_colours(self.console) else DARK
        return next((name for name in wishes if name in self.available_themes), default.name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallbacks(self.current_theme)

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()  # a web server or a test brings its own
        from textual.drivers.linux_driver import LinuxDriver

        if chosen is not LinuxDriver:
            return chosen
        from tui.terminal import SteadyDriver

        return SteadyDriver

    def get_default_screen(self) -> Screen[Any]:
        """The first screen itself: an empty one below it would be laid out and painted for nobody."""
        if self.library.tally(()).papers:
            return BrowserScreen(self.library, self.writer, self._scope)
        from tui.welcome_screen import WelcomeScreen

        return WelcomeScreen(Keymap.of(self.library.config.keys))

    def on_mount(self) -> None:
        if not self.is_headless:
            from tui.terminal import listen

            listen(self._told_to_leave)
            self.idle.put_off(*pieces(self), self._ready_editors, self._ready_sheets)
        self.set_keymap(Keymap.of(self.library.config.keys).changes)

        self.call_after_refresh(self._show_tour)

    def _ready_editors(self) -> None:
        for screen in self._browsers():
            if screen.is_mounted:
                screen.run_worker(screen.detail.ready_editor(), group="note", exit_on_error=False)

    def _ready_sheets(self) -> None:
        for screen in self._browsers():
            self.idle.put_off(*(partial(build, self, sheet) for sheet in screen.kept_sheets))
            self.idle.put_off(screen.ready_orders)

    def _show_tour(self) -> None:
        if (
            not self._tour
            or not isinstance(self.screen, BrowserScreen)
            or self.library.recall("toured", False)
        ):
            return  # somebody who has opened a sheet before it was there finds it at the next start
        from tui.tour_screen import TourScreen

        self.push_screen(TourScreen(Keymap.of(self.library.config.keys)))
        if not self.library.read_only:
            self.library.remember("toured", True)

    # Keys

    async def on_event(self, event: Event) -> None:
        """Textual's hook for everything that comes in, and for what comes up from the widgets."""
        if isinstance(event, InputEvent):
            self.idle.touched()
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            await self.typed.take(event)
            return
        if isinstance(event, Key):
            await opened(self)  # what it was meant for may have opened a sheet meanwhile
        await super().on_event(event)

    @on(Driver.SignalResume)
    def _paint_again(self) -> None:
        """The terminal is empty after `fg`; Textual paints what it believes to have changed."""
        self.refresh(layout=True)

    # The ends

    async def action_quit(self) -> None:
        await self.leave(0)

    def on_terminal_closed(self) -> None:
        self._told_to_leave(128 + signal.SIGHUP)

    def _told_to_leave(self, code: int) -> None:
        """Ends the app when it has dealt with what was typed; it goes on working until then."""
        self._leaving = asyncio.ensure_future(self._leave_after_keys(code))

    async def _leave_after_keys(self, code: int) -> None:
        await caught_up(self)
        await self.typed.done()
        await self.leave(code)

    async def leave(self, code: int) -> None:
        """Ends the app, whatever the reason; a note that is being written is saved first."""
        await caught_up(self.screen)
        if self.focused is not None:
            await caught_up(self.focused)
        self.code = code
        for screen in self._browsers():
            try:
                await screen.save_what_is_open()
            except LibraryError as error:
                self._rescue(screen, str(error))
        self.exit(code)

    def _handle_exception(self, error: Exception) -> None:
        """Textual's hook. A sheet that was closed while it opened misses its widgets, and is gone anyway."""
        pump = active_message_pump.get(None)
        if isinstance(error, NoMatches) and isinstance(pump, Screen) and pump not in self.screen_stack:
            log.info("closed before it was open", exc_info=error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual's hook for an error that nobody caught: the log gets it whole, the person one sentence."""
        if self.code is not None:
            # Keys typed after the one that leaves find screens half taken down: nobody's fault.
            log.info("while leaving", exc_info=self._exception)
            return self._close_messages_no_wait()
        log.error("the app failed", exc_info=self._exception)
        for screen in self._browsers():
            for key, text in screen.drafts().items():
                try:
                    self.library.set_note(key, text)
                except LibraryError as error:
                    self._rescue(screen, str(error))
        kind = type(self._exception).__name__
        self.last_words.append(
            f"{kind}: {self._exception} (a fault of paperdeck; the details are in {self.library.paths.log})"
        )
        return self._close_messages_no_wait()

    def pop_screen(self) -> AwaitComplete:
        """Closes the sheet on top; a key that closes it, pressed twice, must not close what is below."""
        if len(self.screen_stack) <= 1 or isinstance(self.screen, BrowserScreen):
            return AwaitComplete()
        return super().pop_screen()

    def _browsers(self) -> list[BrowserScreen]:
        return [screen for screen in self.screen_stack if isinstance(screen, BrowserScreen)]

    def _rescue(self, screen: BrowserScreen, reason: str) -> None:
        for key, text in screen.drafts().items():
            self.last_words.append(rescued(key, text, reason, self.library.paths.state))

    def on_unmount(self) -> None:
        self.writer.close()

    # The welcome screen

    def on_welcome_screen_listing_wanted(self, event: WelcomeScreen.ListingWanted) -> None:
        self._add_listing(sample_path() if event.path is None else typed_path(event.path))

    @work(exclusive=True, group="add")
    async def _add_listing(self, path: Path) -> None:
        try:
            report: ImportReport = await self.writer.run(lambda: self.library.add(path))
        except LibraryError as error:
            from tui.welcome_screen import WelcomeScreen

            if isinstance(self.screen, WelcomeScreen):
                self.screen.say(str(error))
            return
        self.push_screen(BrowserScreen(self.library, self.writer, (report.listing,)))
        self.call_after_refresh(self._show_tour)


def run(library: Library, scope: tuple[str, ...] = ()) -> int:
    """Opens the browser until the user leaves; the exit code of the program."""
    log_to(library.paths.log)
    app = PaperdeckApp(library, scope, tour=True)
    sys.setswitchinterval(0.0005)  # seconds after which a search in its thread lets a key pass; else 0.005
    app.idle.begin()
    app.run()
    for sentence in app.last_words:
        sys.stderr.write(f"paperdeck: {clean_block(sentence)}\n")
    return app.code if app.code is not None else app.return_code or 0
