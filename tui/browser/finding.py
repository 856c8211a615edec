"""Finding papers: the query, the filters and the order. Panes and search bar are two views of one text."""

from __future__ import annotations

from textual import on
from textual.message import Message

from library import Library, LibraryError
from search.answer import Sort
from search.complete import Completion
from search.edit import chosen, cleared, toggled, without
from tui.browser.base import BrowserBase
from tui.browser.latest import Latest
from tui.completing import can_be_completed, worth_showing
from tui.filter_lines import Narrowing
from tui.filter_pane import FilterPane
from tui.message import message
from tui.search_bar import QueryInput, SearchBar
from tui.writer import Writer

SORTS = (Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE, Sort.TITLE, Sort.AUTHOR, Sort.ADDED, Sort.QUEUE)


class Finding(BrowserBase):
    """Everything that changes which papers are shown."""

    @message
    class NamesFound(Message):
        """What the library knows under a name that is being typed."""

        found: Narrowing

    @message
    class OffersFound(Message):
        """What could complete the query as it was typed."""

        text: str
        offers: list[Completion]

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._naming = Latest(self, "names")

    def action_search(self) -> None:
        self.search.input.focus()

    def action_filters(self) -> None:
        if self.focused is self.filters:
            self.go_to(self.papers)
        else:
            self.mark(True, "-drawer")
            self.filters.focus()

    def action_clear(self) -> None:
        if self.focused is not self.papers:
            self.go_to(self.papers)
        elif self.search.text:
            self.search.text = ""

    def action_code_only(self) -> None:
        only = chosen(self.search.text).get("code", {}).get("yes") == "include"
        self.search.text = toggled(self.search.text, "code", "yes", None if only else "include")

    def action_clear_filters(self) -> None:
        text = cleared(self.search.text)
        if text == self.search.text:
            self.message.say("No filter is on")
        self.search.text = text

    def action_suggestion(self) -> None:
        suggestion = self.view.answer.suggestion if self.view is not None else None
        if suggestion is not None:
            self.search.text = suggestion.text
        else:
            self.message.say("There is no other query to offer")

    def action_sort(self) -> None:
        """To the next order; a query that names its own is asked without it."""
        sorts = SORTS if self.library.queued() else SORTS[:-1]
        at = sorts.index(self.view.answer.sort) if self.view and self.view.answer.sort in sorts else -1
        self.order_by = sorts[(at + 1) % len(sorts)]
        self.search.text = without(self.search.text, "sort")
        self.papers.move_to(0)
        self.ask(typing=False)

    @on(SearchBar.QueryChanged)
    def _query_changed(self, event: SearchBar.QueryChanged) -> None:
        self.ask(typing=event.typing)
        self._complete(event.typing)

    @on(QueryInput.Left)
    def _query_left(self, event: QueryInput.Left) -> None:
        if event.kept and self.offered is not None:
            self.search.text = self.offered.text
        else:
            self.go_to(self.papers)

    # Completions

    def _complete(self, typing: bool) -> None:
        """Offers what could come next in the query; looked for beside the keys."""
        text, cursor = self.search.text, self.search.input.cursor_position
        if typing and can_be_completed(text, cursor):
            self._naming.want(lambda: self._find_offers(text, cursor))
        else:
            self.search.close_completions()

    def _find_offers(self, text: str, cursor: int) -> None:
        """Asks the library; in a thread."""
        try:
            found = self.library.complete(text, cursor, self.scope)
        except LibraryError:
            return
        self.post_message(self.OffersFound(text, worth_showing(text, found)))

    @on(SearchBar.CompletionsShown)
    def _completions_shown(self) -> None:
        self.show_keys()

    @on(OffersFound)
    def _offers_found(self, event: OffersFound) -> None:
        if event.text == self.search.text and self.search.input.has_focus:
            self.search.offer(event.offers)

    # Names typed into a long group

    @on(FilterPane.NameTyped)
    def _name_typed(self, event: FilterPane.NameTyped) -> None:
        self.show_keys()
        if event.text is not None and event.text.strip():
            field, text, query = event.field, event.text, self.search.text
            self._naming.want(lambda: self._find_names(field, text, query))

    def _find_names(self, field: str, text: str, query: str) -> None:
        """Looks further than the answer's own values; in a thread."""
        try:
            found = self.library.values(field, text, query, self.scope)
        except LibraryError:
            return  # the values that the answer brought stay
        self.post_message(self.NamesFound(Narrowing(field, text, found.values)))

    @on(NamesFound)
    def _names_found(self, event: NamesFound) -> None:
        self.filters.show_found(event.found)

    @on(FilterPane.CursorMoved)
    def _filter_cursor_moved(self) -> None:
        if self.focused is self.filters:
            self.show_keys()

    @on(FilterPane.ValueToggled)
    def _value_toggled(self, event: FilterPane.ValueToggled) -> None:
        self.search.text = toggled(self.search.text, event.field, event.value, event.choice)
