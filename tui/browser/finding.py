"""Finding papers: the query, the filters and the order. Panes and search bar are two views of one text."""

from __future__ import annotations

from textual import on

from search.answer import Sort
from search.edit import chosen, toggled
from tui.browser.base import BrowserBase
from tui.filter_pane import FilterPane
from tui.search_bar import QueryInput, SearchBar

SORTS = (Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE, Sort.TITLE, Sort.AUTHOR, Sort.ADDED)


class Finding(BrowserBase):
    """Everything that changes which papers are shown."""

    def action_search(self) -> None:
        self.search.input.focus()

    def action_filters(self) -> None:
        if self.focused is self.filters:
            self.go_to(self.papers)
        else:
            self.add_class("-drawer")
            self.filters.focus()

    def action_clear(self) -> None:
        if self.focused is not self.papers:
            self.go_to(self.papers)
        elif self.search.text:
            self.search.text = ""

    def action_code_only(self) -> None:
        only = chosen(self.search.text).get("code", {}).get("yes") == "include"
        self.search.text = toggled(self.search.text, "code", "yes", None if only else "include")

    def action_sort(self) -> None:
        at = SORTS.index(self.view.answer.sort) if self.view and self.view.answer.sort in SORTS else -1
        self.order_by = SORTS[(at + 1) % len(SORTS)]
        self.papers.move_to(0)
        self.ask(typing=False)

    @on(SearchBar.QueryChanged)
    def _query_changed(self, event: SearchBar.QueryChanged) -> None:
        self.ask(typing=event.typing)

    @on(QueryInput.Left)
    def _query_left(self) -> None:
        self.go_to(self.papers)

    @on(FilterPane.ValueToggled)
    def _value_toggled(self, event: FilterPane.ValueToggled) -> None:
        self.search.text = toggled(self.search.text, event.field, event.value, event.choice)
