"""Selecting papers: what a decision is about. Only what is shown is ever decided about."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._all_of: Sequence[PaperKey] | None = None
        """A list that was selected as a whole, until somebody asks for its papers."""

    def targets(self) -> list[PaperKey]:
        """What the next decision is about: the selection as far as it is shown, else the cursor's paper."""
        if chosen := self.shown_selection:
            return chosen
        return [] if self.papers.key is None else [self.papers.key]

    @property
    def shown_selection(self) -> list[PaperKey]:
        """The selection as far as it is shown, in the order of the list."""
        self._name_all()
        return sorted(self._shown_selected, key=self._shown_selected.__getitem__)

    @property
    def selected(self) -> frozenset[PaperKey]:
        self._name_all()
        return self._selected

    def select(self, keys: frozenset[PaperKey], shown: dict[PaperKey, int] | None = None) -> None:
        """Makes `keys` the selection; `shown`: those that the list shows and where, if that is known."""
        self._all_of = None
        self._selected = keys
        if shown is None:
            order = self.papers.order if keys else ()
            shown = {key: place for place, key in enumerate(order) if key in keys}
        self._shown_selected = shown
        self.papers.select(keys)
        self.search.show_selected(len(self._shown_selected), len(keys))

    def watch_view(self, before: View | None, view: View | None) -> None:
        super().watch_view(before, view)
        if not self.selected or view is None or view.answer.problem is not None:
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
        order = self.papers.order
        self._name_all()
        if len(self._shown_selected) == len(order):
            self.select(frozenset())
        else:
            self._all_of = order
            self.papers.select(frozenset(self.papers.in_sight))
            self.search.show_selected(len(order), len(order))
            self.call_after_refresh(self._name_all)

    def _name_all(self) -> None:
        """Fetches the keys of a list that was selected as a whole: of 10,000 papers that takes as long as
        painting the list, so it comes after the paint, unless somebody asks before."""
        if self._all_of is not None:
            shown = {key: place for place, key in enumerate(self._all_of[:])}  # all of them in one go
            self.select(frozenset(shown), shown)

    @on(PaperList.PaperPicked)
    def _picked(self, event: PaperList.PaperPicked) -> None:
        self._pick(event.key)

    def _pick(self, key: PaperKey) -> None:
        """Selects the paper under the cursor or lets it go; the other 100,000 are not looked at."""
        self._name_all()
        shown = {other: place for other, place in self._shown_selected.items() if other != key}
        if key not in self._selected:
            shown[key] = self.papers.cursor
        self.select(self._selected ^ {key}, shown)
