"""How much room each pane has: by keys, by the mouse, over the whole screen."""

from __future__ import annotations

from textual import events, on
from textual.widget import Widget

from tui.bars import within
from tui.browser.base import BrowserBase
from tui.edge import EdgeDragged

FIRST = {"wide": 35, "stacked": 45, "filters": 29}
"""What each size is at first: percent of the panes' width that the paper has, of their height where they are
stacked; columns of the filters."""
LEAST = {"wide": 20, "stacked": 20, "filters": 20}
MOST = {"wide": 55, "stacked": 75, "filters": 48}
STEP = {"wide": 5, "stacked": 5, "filters": 2}
LIST_LEAST = 34
"""Columns that the filters leave to the list."""


class Sizing(BrowserBase):
    """The sizes are one for all listings, and remembered as soon as they change."""

    _sizes: dict[str, int] | None = None

    def on_mount(self) -> None:
        self._apply()

    @on(events.Resize)
    def _size_again(self) -> None:
        self._apply()

    def on_descendant_focus(self) -> None:
        self._apply()  # a note that is written where panes are stacked takes the list's room

    def action_resize(self, steps: int) -> None:
        """More or less room for the paper; while they have the focus, for the filters."""
        way = "filters" if self.focused is self.filters else self._way
        if self._way is None or self.has_class("-zoomed"):
            back = self.keymap.hint("zoom", "goes back")
            opens = self.keymap.hint("pane.detail", "opens the paper")
            self.message.say("There is one pane only", back if way else opens)
        elif way is not None:
            self._set(way, self.sizes[way] + steps * STEP[way])
            self.remember("panes", dict(self.sizes))

    def action_zoom(self) -> None:
        if self.has_class("-zoomed"):
            self.mark(False, "-zoomed")
            self._apply()
            self.go_to(self.papers)
        else:
            self.mark(True, "-zoomed")
            self._apply()
            self.go_to(self.detail.scroller)

    def go_to(self, pane: Widget) -> None:
        """Every other pane than the paper ends the zoom."""
        super().go_to(pane)
        if self.has_class("-zoomed") and not within(pane, self.detail):
            self.mark(False, "-zoomed")
            self._apply()

    @on(EdgeDragged)
    def _edge_dragged(self, event: EdgeDragged) -> None:
        panes = self.query_one("#panes").region
        if event.done:
            self.remember("panes", dict(self.sizes))
        elif event.pane is self.filters:
            self._set("filters", event.x + 1 - panes.x)
        elif self._way == "wide" and panes.width:
            self._set("wide", round(100 * (panes.right - event.x) / panes.width))
        elif self._way == "stacked" and panes.height:
            self._set("stacked", round(100 * (panes.bottom - event.y) / panes.height))

    # Sizes

    @property
    def sizes(self) -> dict[str, int]:
        """Every size by its name in `FIRST`."""
        if self._sizes is None:
            known = self.library.recall("panes", {})
            known = known if isinstance(known, dict) else {}
            self._sizes = {name: _bounded(name, known.get(name)) for name in FIRST}
        return self._sizes

    @property
    def _way(self) -> str | None:
        return next((way for way in ("wide", "stacked") if self.has_class(f"-{way}")), None)

    def _set(self, name: str, size: int) -> None:
        self.sizes[name] = _bounded(name, size)
        self._apply()

    def _apply(self) -> None:
        """Gives each pane its size where it stands beside or below the list; CSS does the rest."""
        covered = self.has_class("-zoomed") or (self._way == "stacked" and self.has_class("-writing"))
        way = None if covered else self._way
        styles = self.detail.styles
        for rule, wanted in (("width", "wide"), ("height", "stacked")):
            if way == wanted:
                setattr(styles, rule, f"{self.sizes[way]}%")
            elif styles.inline.has_rule(rule):
                styles.clear_rule(rule)
                self.detail.refresh(layout=True)  # Textual looks again where a rule is set, not where it goes
        if self._way is not None:
            paper = self.size.width * self.sizes["wide"] // 100 if self._way == "wide" else 0
            room = self.size.width - paper - LIST_LEAST
            self.filters.styles.width = max(LEAST["filters"], min(self.sizes["filters"], room))
        elif self.filters.styles.inline.has_rule("width"):
            self.filters.styles.clear_rule("width")
            self.filters.refresh(layout=True)


def _bounded(name: str, size: object) -> int:
    return max(LEAST[name], min(MOST[name], size)) if isinstance(size, int) else FIRST[name]
