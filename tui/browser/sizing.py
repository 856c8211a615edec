"""How much room the paper has beside or below the list: by keys, by the mouse, over the whole screen."""

from __future__ import annotations

from textual import events, on
from textual.widget import Widget

from tui.bars import within
from tui.browser.base import BrowserBase
from tui.detail_pane import DetailPane

SHARES = {"wide": 35, "stacked": 45}
"""Percent of the panes' width, or of their height where they are stacked, that the paper has at first."""
LEAST, MOST = 20, {"wide": 55, "stacked": 75}
STEP = 5


class Sizing(BrowserBase):
    """The sizes are one for all listings, and remembered as soon as they change."""

    _shares: dict[str, int] | None = None

    def on_mount(self) -> None:
        self._apply()

    @on(events.Resize)
    def _size_again(self) -> None:
        self._apply()

    def on_descendant_focus(self) -> None:
        self._apply()  # a note that is written where panes are stacked takes the list's room

    def action_resize(self, steps: int) -> None:
        if (way := self._way) is None or self.has_class("-zoomed"):
            self.message.say("There is one pane only", "z goes back" if way else "enter opens the paper")
            return
        self._set(way, self.shares[way] + steps * STEP)
        self.remember("panes", dict(self.shares))

    def action_zoom(self) -> None:
        if self.has_class("-zoomed"):
            self.remove_class("-zoomed")
            self._apply()
            self.go_to(self.papers)
        else:
            self.add_class("-zoomed")
            self._apply()
            self.go_to(self.detail.scroller)

    def go_to(self, pane: Widget) -> None:
        """Every other pane than the paper ends the zoom."""
        super().go_to(pane)
        if self.has_class("-zoomed") and not within(pane, self.detail):
            self.remove_class("-zoomed")
            self._apply()

    @on(DetailPane.EdgeDragged)
    def _edge_dragged(self, event: DetailPane.EdgeDragged) -> None:
        panes = self.query_one("#panes").region
        if event.done:
            self.remember("panes", dict(self.shares))
        elif self._way == "wide" and panes.width:
            self._set("wide", round(100 * (panes.right - event.x) / panes.width))
        elif self._way == "stacked" and panes.height:
            self._set("stacked", round(100 * (panes.bottom - event.y) / panes.height))

    # Sizes

    @property
    def shares(self) -> dict[str, int]:
        """Percent for the paper, by arrangement."""
        if self._shares is None:
            known = self.library.recall("panes", {})
            known = known if isinstance(known, dict) else {}
            self._shares = {way: _bounded(way, known.get(way)) for way in SHARES}
        return self._shares

    @property
    def _way(self) -> str | None:
        return next((way for way in SHARES if self.has_class(f"-{way}")), None)

    def _set(self, way: str, share: int) -> None:
        self.shares[way] = _bounded(way, share)
        self._apply()

    def _apply(self) -> None:
        """Gives the paper its share where it stands beside or below the list; CSS does the rest."""
        way = None if self.has_class("-zoomed") or self.has_class("-writing") else self._way
        styles = self.detail.styles
        for rule, wanted in (("width", "wide"), ("height", "stacked")):
            if way == wanted:
                setattr(styles, rule, f"{self.shares[way]}%")
            else:
                styles.clear_rule(rule)


def _bounded(way: str, share: object) -> int:
    return max(LEAST, min(MOST[way], share)) if isinstance(share, int) else SHARES[way]
