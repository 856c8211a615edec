"""Moving through papers, and from pane to pane."""

from __future__ import annotations

from textual import on
from textual.widget import Widget

from tui.browser.base import BrowserBase
from tui.paper_list import PaperList
from tui.search_bar import QueryInput


class Moving(BrowserBase):
    """The same keys move the cursor in the list and scroll the text in the detail pane."""

    def action_move(self, by: int) -> None:
        if self.reading:
            self.detail.scroller.scroll_relative(y=by, animate=False)
        else:
            self.papers.move(by)

    def action_paper(self, by: int) -> None:
        self.papers.move(by)
        self.show_detail()

    def action_move_half(self, halves: int) -> None:
        pane: Widget = self.detail.scroller if self.reading else self.papers
        self.action_move(halves * max(1, pane.size.height // 2))

    def action_move_to(self, end: str) -> None:
        if self.reading:
            scroll = self.detail.scroller.scroll_home if end == "top" else self.detail.scroller.scroll_end
            scroll(animate=False)
        else:
            self.papers.move_to(0 if end == "top" else -1)

    def action_pane(self, by: int) -> None:
        panes: list[Widget] = [self.filters, self.papers, self.detail.scroller]
        if not self.has_class("-wide") and not self.has_class("-drawer"):
            panes.remove(self.filters)
        focused = self.focused if self.focused in panes else self.papers
        self.go_to(panes[(panes.index(focused) + by) % len(panes)])

    @on(PaperList.PaperChosen)
    def action_read_on(self) -> None:
        if self.offered is not None:
            self.search.text = self.offered.text
        else:
            self.go_to(self.detail.scroller)

    def action_hit(self, by: int) -> None:
        if self.has_class("-single") and not self.reading:
            self.go_to(self.detail.scroller)
        self.show_detail()
        at, of = self.detail.go_to_hit(by)
        if of:
            self.message.say(f"Hit {at} of {of}")
        else:
            writes = self.keymap.hint("search", "writes a query")
            self.message.say("No hit in this paper's text", "" if self.search.text else writes)

    @on(QueryInput.MoveWanted)
    def _move_from_the_query(self, event: QueryInput.MoveWanted) -> None:
        self.papers.move(event.by)
