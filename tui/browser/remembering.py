"""Coming back to where one was: query, order, paper and pane, for every listing on its own."""

from __future__ import annotations

import json

from parser import PaperKey
from search.answer import Sort
from tui.browser.writing import Writing


class Remembering(Writing):
    """Reads before the first paint, writes when the app ends or another listing is opened."""

    def on_mount(self) -> None:
        self._recall()

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
