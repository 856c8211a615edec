"""Saved searches: kept with `S`, opened by a digit or from the filter pane, counted beside all else."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from textual import on
from textual.message import Message

from library import Library, LibraryError, SavedSearch
from tui.browser.asking import Answered
from tui.browser.base import BrowserBase
from tui.browser.latest import Latest
from tui.cells import cut
from tui.filter_lines import Saved
from tui.filter_pane import FilterPane
from tui.message import message
from tui.writer import Writer

log = logging.getLogger(__name__)


class Saving(BrowserBase):
    """A saved search is a query with a name; opening one writes it into the search bar."""

    @message
    class SearchesCounted(Message):
        """Saved searches and what they find in the library as it was at a version (None: not counted yet)."""

        saved: Sequence[Saved]
        version: tuple[int, bool] | None

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._counted_at: tuple[int, bool] | None = None
        self._saved: Sequence[Saved] = ()
        self._counting = Latest(self, "counts")

    # Counts

    @on(Answered)
    def _answered_for_the_searches(self, event: Answered) -> None:
        """Counts again once the library has changed and nobody is typing."""
        version = (self.library.version, self.library.indexed)
        if not event.view.question.typing and version != self._counted_at:
            self._counting.want(lambda: self._count_searches(version))

    def _count_searches(self, version: tuple[int, bool]) -> None:
        """Lists the saved searches at once, and their counts as soon as they are known; in a thread."""
        try:
            known = {saved.search: saved for saved in self._saved}
            counted = [known.get(search, Saved(search)) for search in self.library.searches()]
            self.post_message(self.SearchesCounted(tuple(counted), None))
            for place, saved in enumerate(counted):
                if self._counting.outdated:
                    return
                found = self.library.found(saved.search, self.scope)
                counted[place] = Saved(saved.search, found.papers, found.new)
            self.post_message(self.SearchesCounted(tuple(counted), version))
        except LibraryError:
            log.warning("saved searches could not be counted", exc_info=True)

    @on(SearchesCounted)
    def _searches_counted(self, event: SearchesCounted) -> None:
        self._saved = event.saved
        self._counted_at = event.version or self._counted_at
        self.filters.show_saved(event.saved)

    # Opening

    def action_saved(self, slot: int) -> None:
        search = next((s for s in self.library.searches() if s.slot == slot), None)
        if search is None:
            self.message.say(
                f"No search is saved on {slot}", self.keymap.hint("search.save", "saves the one shown")
            )
        else:
            self._open(search)

    def _open(self, search: SavedSearch) -> None:
        self.search.text = search.query
        self.papers.move_to(0)
        self.message.say(search.name)

    # Keeping

    def action_save_search(self) -> None:
        text = self.search.text.strip()
        if not text:
            self.message.say("There is no query to save", self.keymap.hint("search", "writes one"))
            return
        from tui.save_screen import LONGEST_NAME

        searches = self.library.searches()
        same = next((search for search in searches if search.query == text), None)
        taken = {search.slot for search in searches}
        free = next((slot for slot in range(1, 10) if slot not in taken), None)
        self._ask_for_name(same or SavedSearch(cut(text, LONGEST_NAME), text, free), known=same is not None)

    def _ask_for_name(self, search: SavedSearch, *, known: bool) -> None:
        from tui.save_screen import SaveScreen

        def save(wanted: SavedSearch | None) -> None:
            if wanted is None or (known and wanted == search):
                return
            before = search.name if known else ""
            self.change(
                lambda: self.library.save_search(wanted.name, wanted.query, wanted.slot, instead_of=before),
                none="It is saved that way already",
            )

        others = [other for other in self.library.searches() if not known or other.name != search.name]
        self.app.push_screen(SaveScreen(search, others, self.keymap, known=known), save)

    @on(FilterPane.SearchTouched)
    def _search_touched(self, event: FilterPane.SearchTouched) -> None:
        search = event.saved.search
        if event.deed == "open":
            self._open(search)
        elif event.deed == "edit":
            self._ask_for_name(search, known=True)
        else:
            self.change(lambda: self.library.forget_search(search.name))
