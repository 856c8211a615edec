"""The main screen: turns what the panes report into calls on the library, and its answers into one View."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from library import Library, LibraryError, ReadState, Step
from parser import PaperKey
from search.answer import Answer, Sort
from search.edit import chosen, toggled
from tui.bars import KeyBar, MessageLine, TitleBar, footer_keys, within
from tui.detail_pane import DetailPane, NoteArea
from tui.filter_pane import FilterPane
from tui.help_screen import HelpScreen
from tui.keys import BROWSER_KEYS, bindings
from tui.layout import Arrangement, arrange
from tui.paper_list import PaperList
from tui.search_bar import QueryInput, SearchBar
from tui.view import Question, View
from tui.writer import Writer

log = logging.getLogger(__name__)

SORTS = (Sort.NEWEST, Sort.OLDEST, Sort.RELEVANCE, Sort.TITLE, Sort.AUTHOR, Sort.ADDED)
ORDER_NAMES = {
    Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first", Sort.RELEVANCE: "best match first",
    Sort.TITLE: "by title", Sort.AUTHOR: "by author", Sort.ADDED: "last added first", Sort.QUEUE: "my queue",
}  # fmt: skip
DETAIL_REST = 0.05
"""Seconds that the cursor has to rest before the detail follows: a held key draws the list only."""
WATCH_EVERY = 1.5
"""Seconds between two looks at what other paperdecks wrote."""
FILTER_KEYS = (
    (1, "enter", "only these"),
    (2, "x", "without these"),
    (3, "j k", "move"),
    (4, "esc", "back to the papers"),
)
NOTE_KEYS = ((1, "esc", "back; the note is saved as you type"),)
SEARCH_KEYS = (
    (1, "enter", "keep"), (2, "esc", "clear, then leave"), (3, "↑ ↓", "move"),
    (4, "author: cat: aff: title:", "fields"), (5, '"two words"', "phrase"), (6, "-word", "without"),
    (7, "hanab~", "typos"),
)  # fmt: skip


class BrowserScreen(Screen[None]):
    """List, detail and filters over one library."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BROWSER_KEYS)]
    AUTO_FOCUS = "#list"

    view: reactive[View | None] = reactive(None, init=False)

    @dataclass
    class Answered(Message):
        """The library answered a question."""

        view: View

    @dataclass
    class AskingFailed(Message):
        """A question ended in an error that nobody foresaw."""

        error: str

    @dataclass
    class IndexMoved(Message):
        """The index is being built (done of total papers), or is ready (total 0)."""

        done: int
        total: int

    def __init__(self, library: Library, writer: Writer, scope: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.library = library
        self.writer = writer
        self.scope = scope
        self._sort: Sort | None = None
        self._asked = 0
        self._asking = False
        self._waiting: Question | None = None
        self._shown_key: PaperKey | None = None
        self._detail_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar(id="title")
        yield SearchBar(id="search")
        yield MessageLine(id="message")
        with Horizontal(id="panes"):
            yield FilterPane(id="filters")
            yield PaperList(self.library.rows, id="list")
            yield DetailPane(id="detail")
        yield Static("", id="nothing", markup=False)
        yield KeyBar(id="keys")

    # Parts

    @property
    def papers(self) -> PaperList:
        return self.query_one(PaperList)

    @property
    def filters(self) -> FilterPane:
        return self.query_one(FilterPane)

    @property
    def detail(self) -> DetailPane:
        return self.query_one(DetailPane)

    @property
    def search(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def message(self) -> MessageLine:
        return self.query_one(MessageLine)

    # Life

    def on_mount(self) -> None:
        self._arrange()
        self._show_before_the_first_answer()
        self.ask(typing=False)
        self.refresh_index()
        self.set_interval(WATCH_EVERY, self._look_for_changes)
        self.call_after_refresh(self._show_keys)

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        arrangement = arrange(self.size.width, self.size.height)
        for each in Arrangement:
            self.set_class(each is arrangement, f"-{each}")
        if self.view is not None:
            self._show_count(self.view)
            self.query_one(TitleBar).show(self.scope, self.view.tally)

    def _show_before_the_first_answer(self) -> None:
        """The newest papers straight from the library: rows are on screen before any index is open."""
        order = self.library.newest(self.scope)
        tally = self.library.tally(self.scope)
        question = Question(0, "", self.scope, None, False)
        self.view = View(question, Answer(order, total=len(order)), tally)

    @work(thread=True, exclusive=True, group="index", exit_on_error=False)
    def refresh_index(self) -> None:
        """Brings the index in step with the library, beside everything else."""

        def moved(done: int, total: int) -> bool:
            self.post_message(self.IndexMoved(done, total))
            return self.is_running

        try:
            self.library.refresh_index(moved)
        except LibraryError as error:
            self.post_message(self.AskingFailed(str(error)))
        self.post_message(self.IndexMoved(0, 0))

    def on_browser_screen_index_moved(self, event: IndexMoved) -> None:
        if self.view is None:
            return
        progress = f"indexing {100 * event.done // event.total} %" if event.total else ""
        self.query_one(TitleBar).show(self.scope, self.view.tally, progress)
        if not event.total:
            self.ask(typing=False)

    def _look_for_changes(self) -> None:
        if self.library.changed():
            self.papers.forget_rows()
            self.refresh_index()

    # Asking: one question at a time, and of those that wait only the newest

    def ask(self, *, typing: bool) -> None:
        self._asked += 1
        question = Question(self._asked, self.search.text, self.scope, self._sort, typing)
        if self._asking:
            self._waiting = question
        else:
            self._asking = True
            self._answer(question)

    @work(thread=True, group="ask", exit_on_error=False)
    def _answer(self, question: Question) -> None:
        try:
            answer = self.library.view(
                question.text, scope=question.scope, sort=question.sort, typing=question.typing
            )
            self.post_message(self.Answered(View(question, answer, self.library.tally(question.scope))))
        except LibraryError as error:
            self.post_message(self.AskingFailed(str(error)))
        except Exception:
            log.exception("no answer to %r", question)
            self.post_message(self.AskingFailed("The search failed; the log has the details"))

    def on_browser_screen_answered(self, event: Answered) -> None:
        self._ask_next()
        self.view = event.view

    def on_browser_screen_asking_failed(self, event: AskingFailed) -> None:
        self._ask_next()
        self.message.say(event.error)

    def _ask_next(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._asking = waiting is not None
        if waiting is not None:
            self._answer(waiting)

    @property
    def settled(self) -> bool:
        """Nothing is being asked and what was answered is on the screen."""
        answered = self.is_mounted and self.view is not None and self.view.question.number > 0
        return answered and not self._asking and self._shown_key == self.papers.key

    # One View, shown

    def watch_view(self, before: View | None, view: View | None) -> None:
        if view is None:
            return
        self.message.show_problem(view.answer.problem)
        self.query_one(TitleBar).show(self.scope, view.tally)
        if view.answer.problem is not None:
            return  # the last good result stays on screen
        other_text = before is not None and before.question.text != view.question.text
        self.papers.show_papers(
            view.answer.order,
            view.answer.hits,
            view.longest_category,
            to_top=other_text and view.question.typing,
        )
        self.filters.show_facets(view.answer.facets)
        self._show_count(view)
        self._show_nothing(view)
        self._show_detail(force=True)

    def _show_count(self, view: View) -> None:
        answer = view.answer
        self.search.show_count(answer.count, answer.total, ORDER_NAMES[answer.sort])

    def _show_nothing(self, view: View) -> None:
        """Says why the list is empty and what to do, where the papers would be."""
        nothing = view.answer.count == 0
        self.set_class(nothing, "-nothing")
        if nothing:
            hint = (
                "escape in the search bar clears it"
                if view.question.text
                else "paperdeck add FILE brings papers in"
            )
            asked = f"No paper matches  {view.question.text}" if view.question.text else "No papers here yet"
            self.query_one("#nothing", Static).update(f"{asked}\n\n{hint}")

    def on_paper_list_cursor_moved(self) -> None:
        if self._detail_timer is not None:
            self._detail_timer.stop()
        self._detail_timer = self.set_timer(DETAIL_REST, self._show_detail)

    def _show_detail(self, *, force: bool = False) -> None:
        key = self.papers.key
        if self.view is None or (key == self._shown_key and not force):
            return
        entry = self.library.entry(key) if key is not None else None
        self.detail.show_entry(entry, self.view.answer.hits, same_paper=key == self._shown_key)
        self._shown_key = key

    # Keys of the focused pane

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def _show_keys(self) -> None:
        focused = self.focused
        if focused is None or focused is self.papers or within(focused, self.detail):
            keys = list(NOTE_KEYS) if isinstance(focused, NoteArea) else footer_keys(BROWSER_KEYS)
        else:
            keys = list(FILTER_KEYS if focused is self.filters else SEARCH_KEYS)
        self.query_one(KeyBar).show(keys)

    # Moving

    def action_move(self, by: int) -> None:
        if self._reading:
            self.detail.scroller.scroll_relative(y=by, animate=False)
        else:
            self.papers.move(by)

    def action_move_half(self, halves: int) -> None:
        pane: Widget = self.detail.scroller if self._reading else self.papers
        self.action_move(halves * max(1, pane.size.height // 2))

    def action_move_to(self, end: str) -> None:
        if self._reading:
            scroll = self.detail.scroller.scroll_home if end == "top" else self.detail.scroller.scroll_end
            scroll(animate=False)
        else:
            self.papers.move_to(0 if end == "top" else -1)

    @property
    def _reading(self) -> bool:
        return self.focused is not None and within(self.focused, self.detail)

    def action_pane(self, by: int) -> None:
        panes: list[Widget] = [self.filters, self.papers, self.detail.scroller]
        if not self.has_class("-wide") and not self.has_class("-drawer"):
            panes.remove(self.filters)
        focused = self.focused if self.focused in panes else self.papers
        self._go_to(panes[(panes.index(focused) + by) % len(panes)])

    def _go_to(self, pane: Widget) -> None:
        self.set_class(within(pane, self.detail), "-reading")
        if pane is not self.filters:
            self.remove_class("-drawer")
        pane.focus()

    def action_read_on(self) -> None:
        self._go_to(self.detail.scroller)

    def on_paper_list_paper_chosen(self) -> None:
        self._go_to(self.detail.scroller)

    # Finding

    def action_search(self) -> None:
        self.search.input.focus()

    def action_filters(self) -> None:
        if self.focused is self.filters:
            self._go_to(self.papers)
        else:
            self.add_class("-drawer")
            self.filters.focus()

    def action_clear(self) -> None:
        if self.focused is not self.papers:
            self._go_to(self.papers)
        elif self.search.text:
            self.search.text = ""

    def action_code_only(self) -> None:
        only = chosen(self.search.text).get("code", {}).get("yes") == "include"
        self.search.text = toggled(self.search.text, "code", "yes", None if only else "include")

    def action_sort(self) -> None:
        at = SORTS.index(self.view.answer.sort) if self.view and self.view.answer.sort in SORTS else -1
        self._sort = SORTS[(at + 1) % len(SORTS)]
        self.papers.move_to(0)
        self.ask(typing=False)

    def on_search_bar_query_changed(self, event: SearchBar.QueryChanged) -> None:
        self.ask(typing=event.typing)

    def on_query_input_left(self) -> None:
        self._go_to(self.papers)

    def on_query_input_move_wanted(self, event: QueryInput.MoveWanted) -> None:
        self.papers.move(event.by)

    def on_filter_pane_value_toggled(self, event: FilterPane.ValueToggled) -> None:
        self.search.text = toggled(self.search.text, event.field, event.value, event.choice)

    # Deciding

    async def action_bookmark(self) -> None:
        if row := self.papers.row:
            await self._change(lambda: self.library.star([row.key], not row.starred))

    async def action_read(self) -> None:
        if row := self.papers.row:
            state = ReadState.UNREAD if row.state is ReadState.READ else ReadState.READ
            await self._change(lambda: self.library.set_state([row.key], state))

    async def action_undo(self) -> None:
        await self._change(self.library.undo, "Undone: ", "Nothing to undo")

    async def action_redo(self) -> None:
        await self._change(self.library.redo, "Done again: ", "Nothing to redo")

    async def _change(self, change: Callable[[], Step | None], lead: str = "", none: str = "") -> None:
        """Makes one change in the library and shows it; the disk is waited for off the event loop."""
        try:
            step = await self.writer.run(change)
        except LibraryError as error:
            self.message.say(str(error))
            return
        if step is None:
            self.message.say(none)
            return
        hint = "" if lead else "u takes it back"
        self.message.say(lead + step.text, hint)
        self._show_changed()

    def _show_changed(self) -> None:
        self.papers.forget_rows()
        self._show_detail(force=True)
        self.ask(typing=False)

    # Notes

    def action_note(self) -> None:
        if (row := self.papers.row) is not None:
            self._go_to(self.detail.scroller)
            self.add_class("-writing")
            self.detail.start_note(self.library.entry(row.key))

    async def on_note_area_note_written(self, event: NoteArea.NoteWritten) -> None:
        await self.writer.run(lambda: self.library.set_note(event.key, event.text))
        if event.left:
            self.detail.end_note()
            self.remove_class("-writing")
            self._go_to(self.papers)
        self._show_changed()

    # Leaving and helping

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(BROWSER_KEYS))

    async def save_what_is_open(self) -> None:
        """Saves a note that is being written."""
        if (unsaved := self.detail.editor.unsaved()) is not None:
            key, text = unsaved
            await self.writer.run(lambda: self.library.set_note(key, text))
