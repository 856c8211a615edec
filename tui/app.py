"""The application: themes, screens, and the one way to the terminal and back."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import App

from library import ImportReport, Library, LibraryError, sample_path
from tui.browser import BrowserScreen
from tui.theme import DARK, HOUSE_THEMES, fallbacks
from tui.welcome_screen import WelcomeScreen
from tui.writer import Writer


class PaperdeckApp(App[int]):
    """Browses one library, or the listings of it that `scope` names."""

    CSS_PATH = "paperdeck.tcss"
    TITLE = "paperdeck"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, library: Library, scope: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.library = library
        self._scope = scope
        self.writer = Writer()
        for theme in HOUSE_THEMES:  # before the first stylesheet is read: it names their colours
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallbacks(self.current_theme)

    def on_mount(self) -> None:
        if self.library.tally(()).papers:
            self.push_screen(BrowserScreen(self.library, self.writer, self._scope))
        else:
            self.push_screen(WelcomeScreen())

    async def action_quit(self) -> None:
        """Leaves; a note that is being written is saved first."""
        for screen in self.screen_stack:
            if isinstance(screen, BrowserScreen):
                await screen.save_what_is_open()
        self.exit(0)

    def on_unmount(self) -> None:
        self.writer.close()

    # The welcome screen

    def on_welcome_screen_listing_wanted(self, event: WelcomeScreen.ListingWanted) -> None:
        self._add_listing(sample_path() if event.path is None else Path(event.path).expanduser())

    @work(exclusive=True, group="add")
    async def _add_listing(self, path: Path) -> None:
        try:
            report: ImportReport = await self.writer.run(lambda: self.library.add(path))
        except LibraryError as error:
            if isinstance(self.screen, WelcomeScreen):
                self.screen.say(str(error))
            return
        self.switch_screen(BrowserScreen(self.library, self.writer, (report.listing,)))


def run(library: Library, scope: tuple[str, ...] = ()) -> int:
    """Opens the browser until the user leaves; the exit code of the program."""
    return PaperdeckApp(library, scope).run() or 0
