"""Triage: one paper large, one key a decision, then the next one; at the end what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from library import Library, LibraryError, ReadState, Step
from parser import PaperKey
from search.answer import Hits, NoHits
from tui.at_hand import at_hand
from tui.bars import KeyBar, MessageLine, footer_keys
from tui.detail_text import detail
from tui.footers import SUMMARY_FOOTER
from tui.help_screen import HelpScreen
from tui.keymap import Keymap
from tui.keys import TRIAGE_KEYS, Table, bindings
from tui.sheet import Appearing
from tui.triage import Triage, Verdict
from tui.triage_text import offers, place, progress, summary
from tui.writer import Writer

ROOMY = 36
"""Lines from which on there is air above the paper."""


class TriageScreen(Appearing[Triage]):
    """Gives the pass back when it is left; everything decided is in the library by then."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRIAGE_KEYS)]
    AUTO_FOCUS: ClassVar[str | None] = "#triage-paper"

    def __init__(self, library: Library, writer: Writer) -> None:
        super().__init__()
        self.triage = Triage(())
        self._library = library
        self._writer = writer
        self._hits: Hits = NoHits()
        self._stopped = False
        self._keymap = Keymap.of(library.config.keys)

    def fill(self, triage: Triage, hits: Hits) -> Self:
        """Begins with another pass; hits: those to mark in its papers."""
        self.triage, self._hits, self._stopped = triage, hits, False
        if self.is_mounted:
            self._show()
        return self

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.height >= ROOMY, "-roomy", update=False)  # there are no parts yet
        with Horizontal(id="triage-title"):
            yield Static(Content.assemble(("paperdeck", "bold $accent"), "  triage"), id="triage-name")
            yield Static("", markup=False, id="triage-place")
        yield Static("", markup=False, id="triage-progress")
        yield MessageLine(id="message")
        with VerticalScroll(id="triage-paper"), Vertical(id="triage-column"):
            yield Static("", markup=False, id="triage-text")
        yield Static("", markup=False, id="triage-offers")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        if self.triage.keys:
            self._show()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= ROOMY, "-roomy")
        if self.triage.keys:
            self._show_progress()

    # Deciding

    async def action_decide(self, verdict: str) -> None:
        if self.summing_up:
            return
        key, wanted = self.triage.key, Verdict[verdict.upper()]
        changes: dict[Verdict, Callable[[], Step | None]] = {
            Verdict.KEEP: lambda: self._library.star([key], True),
            Verdict.LATER: lambda: self._library.queue([key], True),
            Verdict.READ: lambda: self._library.set_state([key], ReadState.READ),
            Verdict.NO: lambda: self._library.set_state([key], ReadState.NO),
        }
        try:
            step = await self._writer.run(changes[wanted])
        except LibraryError as error:
            self._message.say(str(error))
            return
        self.triage.decide(wanted, changed=step is not None)
        takes_back = self._keymap.hint("triage.undo", "takes it back")
        self._message.say(f"{wanted}: {self._title(key)}", takes_back if step else "that it was already")
        self._show()

    async def action_undo(self) -> None:
        if (turn := self.triage.last) is None:
            self._message.say("nothing was decided here yet")
            return
        step = None
        if turn.changed:
            try:
                step = await self._writer.run(self._library.undo)
            except LibraryError as error:
                self._message.say(str(error))
                return
        self.triage.take_back()
        self._stopped = False
        self._message.say(f"Undone: {step.text}" if step else "Back again; nothing was changed here")
        self._show()

    def action_skip(self) -> None:
        if not self.summing_up:
            self.triage.skip()
            self._show()

    def action_back(self) -> None:
        """To the paper before; from the summary to the paper at which it was stopped."""
        if not self._stopped:
            self.triage.back()
        self._stopped = False
        self._show()

    def action_scroll(self, lines: int) -> None:
        self._scroller.scroll_relative(y=lines, animate=False)

    def action_half(self, halves: int) -> None:
        self.action_scroll(halves * max(1, self._scroller.size.height // 2))

    def action_end(self) -> None:
        """To the summary; from there, or where nothing was decided, back to the list."""
        if self.summing_up or not self.triage.decided:
            self.dismiss(self.triage)
        else:
            self._stopped = True
            self._show()

    def action_leave(self) -> None:
        if self.summing_up:
            self.dismiss(self.triage)

    def action_help(self) -> None:
        table = Table("Triage", self._keymap.of_table(TRIAGE_KEYS))
        sheet = at_hand(self.app, "help", lambda: HelpScreen(self._keymap))
        self.app.push_screen(sheet.fill([table]))

    # Showing

    @property
    def summing_up(self) -> bool:
        """The summary is shown: after the last paper, or because escape was pressed."""
        return self._stopped or self.triage.ended

    @property
    def _message(self) -> MessageLine:
        return self.query_one(MessageLine)

    @property
    def _scroller(self) -> VerticalScroll:
        return self.query_one("#triage-paper", VerticalScroll)

    def _show(self) -> None:
        self.set_class(self.summing_up, "-summary")
        self.query_one("#triage-text", Static).update(
            summary(self.triage) if self.summing_up else self._paper()
        )
        self._scroller.scroll_home(animate=False)
        keys = self._keymap.of_table(TRIAGE_KEYS)
        line = self.query_one("#triage-offers", Static)
        line.update(offers(keys[: len(Verdict)], self.triage.verdict))
        line.display = not self.summing_up
        summing_up = self._keymap.footer(SUMMARY_FOOTER)
        self.query_one(KeyBar).show(summing_up if self.summing_up else footer_keys(keys))
        self._show_progress()

    def _show_progress(self) -> None:
        """How far along: in words, and as the line under the title."""
        self.query_one("#triage-place", Static).update(place(self.triage))
        self.query_one("#triage-progress", Static).update(progress(self.triage, self.size.width))

    def _title(self, key: PaperKey) -> str:
        rows = self._library.rows([key])
        return rows[0].title if rows else "a paper that is gone"

    def _paper(self) -> Content:
        try:
            return detail(self._library.entry(self.triage.key), self._hits)
        except LibraryError as error:  # another paperdeck took its listing away
            return Content.styled(str(error), "$rank-2")
