"""Selecting papers: what a decision is about. Only what is shown is ever decided about."""

from __future__ import annotations

from textual import on

from library import Library
from parser import PaperKey
from tui.browser.base import BrowserBase
from tui.paper_list import PaperList
from tui.view import View
from tui.writer import Writer


class Selecting(BrowserBase):
    """Selected papers that another query does not show wait, untouched, until it shows them again."""

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._selected: frozenset[PaperKey] = frozenset()
        self._shown_selected: dict[PaperKey, int] = {}
        """Those of the selection that the list shows, with their places in it."""

    def targets(self) -> list[PaperKey]:
        """What the next decision is about: the selection as far as it is shown, else the cursor's paper."""
        if chosen := self.shown_selection:
            return chosen
        return [] if self.papers.key is None else [self.papers.key]

    @property
    def shown_selection(self) -> list[PaperKey]:
        """The selection as far as it is shown, in the order of the list."""
        return sorted(self._shown_selected, key=self._shown_selected.__getitem__)

    @property
    def selected(self) -> frozenset[PaperKey]:
        return self._selected

    def select(self, keys: frozenset[PaperKey], shown: dict[PaperKey, int] | None = None) -> None:
        """Makes `keys` the selection; `shown`: those that the list shows and where, if that is known."""
        self._selected = keys
        if shown is None:
            order = self.papers.order if keys else ()
            shown = {key: place for place, key in enumerate(order) if key in keys}
        self._shown_selected = shown
        self.papers.select(keys)
        self.search.show_selected(len(self._shown_selected), len(keys))

    def watch_view(self, before: View | None, view: View | None) -> None:
        super().watch_view(before, view)
        if not self._selected or view is None or view.answer.problem is not None:
            return
        shown_before = self._shown_selected
        self.select(self._selected)
        same = before is not None and before.question.text == view.question.text
        if same and (gone := shown_before.keys() - self._shown_selected.keys()):
            # What a decision took out of the list is done with.
            self.select(self._selected - gone, self._shown_selected)

    def action_select(self) -> None:
        """Selects the paper under the cursor (or lets it go), and moves on to the next one."""
        if self.papers.key is not None:
            self._pick(self.papers.key)
            self.papers.move(1)

    def action_select_all(self) -> None:
        """Selects all papers shown; where they are, selects none."""
        if len(self._shown_selected) == len(self.papers.order):
            self.select(frozenset())
        else:
            shown = {key: place for place, key in enumerate(self.papers.order[:])}  # all of them in one go
            self.select(frozenset(shown), shown)

    @on(PaperList.PaperPicked)
    def _picked(self, event: PaperList.PaperPicked) -> None:
        self._pick(event.key)

    def _pick(self, key: PaperKey) -> None:
        """Selects the paper under the cursor or lets it go; the other 100,000 are not looked at."""
        shown = {other: place for other, place in self._shown_selected.items() if other != key}
        if key not in self._selected:
            shown[key] = self.papers.cursor
        self.select(self._selected ^ {key}, shown)
