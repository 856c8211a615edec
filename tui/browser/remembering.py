"""Coming back to where one was: query, order, paper and pane, for every listing on its own."""

from __future__ import annotations

import json

from library import Library
from parser import PaperKey
from search.answer import Sort
from tui.browser.writing import Writing
from tui.writer import Writer

KEEP_EVERY = 5.0
"""Seconds between two looks whether the place has changed: what an end without goodbye can lose."""


class Remembering(Writing):
    """Reads before the first paint; writes in passing, at the end, and when another listing is opened."""

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library, writer, scope)
        self._kept: dict[str, str | None] | None = None

    def on_mount(self) -> None:
        self._recall()
        self.set_interval(KEEP_EVERY, self._keep_place)

    def show_scope(self, scope: tuple[str, ...]) -> None:
        """Leaves one listing where it is and goes back to where another was left."""
        self.remember(self._place_name, self._place())
        self.search.text, self.order_by = "", None
        super().show_scope(scope)
        self._recall()

    async def save_what_is_open(self) -> None:
        await super().save_what_is_open()
        if not self.library.read_only:
            await self.remembered(self._place_name, self._place())

    def _keep_place(self) -> None:
        """Keeps it in passing, where it is another one: a crash loses a few seconds of it."""
        settled_down = self.is_current and self.view is not None and self.view.question.number
        if settled_down and not self.library.read_only and (place := self._place()) != self._kept:
            self._kept = place
            self.remember(self._place_name, place)

    def _place(self) -> dict[str, str | None]:
        """Where the user is."""
        return {
            "query": self.search.text,
            "sort": self.order_by,
            "paper": self.papers.key,
            "pane": "detail" if self.reading else "filters" if self.focused is self.filters else "list",
        }

    @property
    def _place_name(self) -> str:
        return f"place {json.dumps(sorted(self.scope))}"

    def _recall(self) -> None:
        """What is not as this version writes it is left out: an older or newer one may have written it."""
        place = self.library.recall(self._place_name, {})
        if not isinstance(place, dict):
            return
        query, sort, paper, pane = (str(place.get(name, "")) for name in ("query", "sort", "paper", "pane"))
        self.order_by = Sort(sort) if sort in set(Sort) else None
        self.wanted = PaperKey(paper) if paper else None
        if query:
            self.search.text = query
        self.call_after_refresh(self._go_back_to, pane)

    def _go_back_to(self, pane: str) -> None:
        if pane == "detail":
            self.go_to(self.detail.scroller)
        elif pane == "filters" and self.has_class("-wide"):
            self.go_to(self.filters)
