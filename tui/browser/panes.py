"""The main screen's panes: where they stand at which size, which has the focus, and what its keys are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from library import Library
from tui.at_hand import at_hand
from tui.bars import KeyBar, MessageLine, TitleBar, footer_keys, within
from tui.box import Box
from tui.detail_pane import DetailPane
from tui.filter_pane import FilterPane
from tui.footers import COMPLETION_FOOTER, NOTE_FOOTER, READING_FOOTER, SEARCH_FOOTER, Footer
from tui.keymap import Keymap
from tui.keys import BROWSER_KEYS, DECIDE, SEE, WRITE
from tui.layout import Arrangement, arrange
from tui.line_cache import LineCache
from tui.paper_list import PaperList
from tui.search_bar import SearchBar

if TYPE_CHECKING:
    from tui.chooser import ChooserScreen

LIST_ONLY = {"select", "triage", "listings"}
"""Actions whose keys the footer does not name while a paper is read."""
LOW = 8
"""Lines of a terminal under which the papers need every one of them."""
MARKS = {
    "-reading": ({"single"}, ("#list", "#detail")),
    "-drawer": ({"stacked", "single"}, ("#filters", "#nothing")),
    "-writing": ({"stacked"}, ("#list", "#detail")),
    "-zoomed": ({"wide", "stacked", "single"}, ("#list", "#filters", "#detail", "#paper")),
    "-nothing": ({"wide", "stacked", "single"}, ("#nothing", "#detail")),
}
"""The screen's own classes: in which arrangements they matter, and to which parts (paperdeck.tcss)."""


class Panes(Screen[None]):
    """List, detail and filters over one library, with the lines around them."""

    AUTO_FOCUS: ClassVar[str | None] = "#list"

    focused = Reactive[Widget | None](None, repaint=False)
    """Not the whole screen at every move from pane to pane: who gets or loses the focus repaints itself."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._styles_cache = LineCache()
        self.library = library
        self.keymap = Keymap.of(library.config.keys)

    def compose(self) -> ComposeResult:
        self.stand(self.app.size, update=False)  # there are no widgets yet whose styles it would change
        yield TitleBar(id="title")
        yield SearchBar(id="search")
        yield MessageLine(id="message")
        with Box(id="panes"):
            yield FilterPane(id="filters")
            yield PaperList(self.library.rows, id="list")
            yield DetailPane(id="detail")
        yield Static("", id="nothing", markup=False)
        yield KeyBar(id="keys")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        event.refresh_styles = False  # they were looked up when everything was mounted, a moment ago

    def _compositor_refresh(self) -> None:
        """Textual has a screen that lies below another ask for one more repaint with each repaint, without
        end: everything would be painted again at every message."""
        super()._compositor_refresh()
        if self.app.screen is not self:
            self._repaint_required = False

    def choice_sheet(self) -> ChooserScreen:
        """For one of a few things, by its letter."""
        from tui.chooser import ChooserScreen

        return at_hand(self.app, "chooser", lambda: ChooserScreen(self.keymap))

    # Parts

    @property
    def papers(self) -> PaperList:
        return self.query_one(PaperList)

    @property
    def filters(self) -> FilterPane:
        return self.query_one(FilterPane)

    @property
    def detail(self) -> DetailPane:
        return self.query_one(DetailPane)

    @property
    def search(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def message(self) -> MessageLine:
        return self.query_one(MessageLine)

    # Size

    def stand(self, size: Size, *, update: bool = True) -> None:
        """Puts the panes where a terminal of this size has room for them."""
        arrangement = arrange(size.width, size.height)
        for each in Arrangement:
            self.set_class(each is arrangement, f"-{each}", update=update)
        self.set_class(size.height < LOW, "-low", update=update)

    def mark(self, on: bool, name: str) -> None:
        """Gives the screen a class of `MARKS`, or takes it away.

        Textual would look up the styles of every widget, 20 ms; those of the parts concerned take two.
        """
        if self.has_class(name) is not on:
            self.set_class(on, name, update=False)
            arrangements, parts = MARKS[name]
            if any(self.has_class(f"-{each}") for each in arrangements):
                self.app.stylesheet.update_nodes([self.query_one(part) for part in parts])

    # Focus

    def go_to(self, pane: Widget) -> None:
        """Focuses a pane and puts it on the screen where there is room for one only."""
        self.mark(within(pane, self.detail), "-reading")
        if pane is not self.filters:
            self.mark(False, "-drawer")
        pane.focus()

    @property
    def reading(self) -> bool:
        """Whether the detail pane has the focus."""
        return self.focused is not None and within(self.focused, self.detail)

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def show_keys(self) -> None:
        self.query_one("#keys", KeyBar).show(self.keys_of_use())

    def keys_of_use(self) -> Footer:
        """The footer for the pane that has the focus."""
        focused = self.focused
        if focused is not None and focused is self.detail.editor:
            return self.keymap.footer(NOTE_FOOTER)
        if focused is self.filters:
            return self.keymap.footer(self.filters.footer)
        keys = self.keymap.of_table(BROWSER_KEYS)
        if self.reading:
            about_it = [key for key in keys if key.group in (DECIDE, WRITE, SEE) and key.id not in LIST_ONLY]
            return [*self.keymap.footer(READING_FOOTER), *footer_keys(about_it)]
        if focused is None or focused is self.papers:
            return footer_keys(keys)
        return self.keymap.footer(COMPLETION_FOOTER if self.search.completions.offers else SEARCH_FOOTER)
