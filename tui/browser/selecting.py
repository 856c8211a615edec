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
        self._shown_selected: list[PaperKey] = []
        """Those of the selection that the list shows, in its order."""

    def targets(self) -> list[PaperKey]:
        """What the next decision is about: the selection as far as it is shown, else the cursor's paper."""
        if self._shown_selected:
            return list(self._shown_selected)
        return [] if self.papers.key is None else [self.papers.key]

    @property
    def selected(self) -> frozenset[PaperKey]:
        return self._selected

    def select(self, keys: frozenset[PaperKey], shown: list[PaperKey] | None = None) -> None:
        """Makes `keys` the selection; `shown` are those that the list shows, where that is known."""
        self._selected = keys
        if shown is None:
            shown = [key for key in self.papers.order if key in keys] if keys else []
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
        if same and (gone := set(shown_before) - set(self._shown_selected)):
            # What a decision took out of the list is done with.
            self.select(self._selected - gone, self._shown_selected)

    def action_select(self) -> None:
        """Selects the paper under the cursor (or lets it go), and moves on to the next one."""
        if (key := self.papers.key) is not None:
            self.select(self._selected ^ {key})
            self.papers.move(1)

    def action_select_all(self) -> None:
        """Selects all papers shown; where they are, selects none."""
        if len(self._shown_selected) == len(self.papers.order):
            self.select(frozenset())
        else:
            self.select(frozenset(shown := list(self.papers.order)), shown)

    @on(PaperList.PaperPicked)
    def _picked(self, event: PaperList.PaperPicked) -> None:
        self.select(self._selected ^ {event.key})
