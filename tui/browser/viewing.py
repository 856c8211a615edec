"""One View and the way to the next one: what is asked, and the panes that show the answer."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Static

from library import Entry, Library
from parser import PaperKey
from search.answer import Answer, Hits, Sort, Suggestion
from tui import standing
from tui.bars import TitleBar
from tui.browser.asking import Answered, Asker, AskingFailed
from tui.browser.panes import Panes
from tui.footers import Footer
from tui.paper_list import PaperList
from tui.view import Question, View

ORDER_NAMES = {
    Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first", Sort.RELEVANCE: "best match first",
    Sort.TITLE: "by title", Sort.AUTHOR: "by author", Sort.ADDED: "last added first", Sort.QUEUE: "as queued",
}  # fmt: skip
DETAIL_REST = 0.05
"""Seconds that the cursor has to rest before the detail follows: a held key draws the list only."""
ASK_AFTER = 0.05
"""Seconds in which what is known already comes on the screen."""
FEW = 2_000
"""Papers among which one is looked for before the first paint."""


class Viewing(Panes):
    """Asks the library, and repaints the panes from one View."""

    view: reactive[View | None] = reactive(None, init=False, repaint=False)
    """Not `repaint`: that would be the whole screen; the panes repaint what is another than before."""

    def __init__(self, library: Library, scope: tuple[str, ...] = ()) -> None:
        super().__init__(library)
        self.scope = scope
        self.order_by: Sort | None = None
        self.wanted: PaperKey | None = None
        """The paper that the cursor is to stand on when the next answer is shown."""
        self._asker = Asker(library, self)
        self._asks_soon = False
        self._shown_key: PaperKey | None = None
        self._shown_for: tuple[Entry | None, tuple[str, bool], bool] | None = None
        """The paper in the detail pane, the query whose hits are marked, whether a note is written."""
        self._shown: Entry | None = None
        self._detail_timer: Timer | None = None
        self._progress: dict[str, str] = {}

    # Life

    def on_mount(self) -> None:
        self._arrange()
        self._show_before_the_first_answer()
        self.watch(self.search.input, "scroll_x", self._query_scrolled, init=False)
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """What may come after the first paint: the engine's imports alone would hold it up by 100 ms."""
        self.show_keys()
        self.ask(typing=False)

    def _query_scrolled(self) -> None:
        if self.view is not None and self.view.answer.problem is not None:
            self.show_standing(self.view)

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        self.stand(self.size)
        if self.view is not None:
            self.show_count(self.view)
            self._show_title()

    def _show_before_the_first_answer(self) -> None:
        """The newest papers straight from the library: rows are on screen before any index is open."""
        order = self.library.newest(self.scope)
        question = Question(0, "", self.scope, None, False)
        self.view = View(question, Answer(order, total=len(order)), self.library.tally(self.scope))

    def show_progress(self, work: str, text: str) -> None:
        """Shows how far some long work is, beside the title; an empty text takes it away."""
        self._progress[work] = text
        self._show_title()

    def _show_title(self) -> None:
        if self.view is not None:
            progress = " · ".join(text for text in self._progress.values() if text)
            self.query_one(TitleBar).show(self.scope, self.view.tally, progress)

    # Asking

    def ask(self, *, typing: bool) -> None:
        """Asks the query of the search bar again; the panes follow when the answer is there."""
        text, scope, sort = self.search.text, self.scope, self.order_by
        self._asker.ask(lambda number: Question(number, text, scope, sort, typing))

    def ask_again(self) -> None:
        """Asks the same query once more, because the library has changed."""
        self.ask(typing=False)

    def ask_soon(self) -> None:
        """The same when what is known already is on the screen: a search would take turns with its paint."""
        if not self._asks_soon:
            self._asks_soon = True
            self.set_timer(ASK_AFTER, self._ask_now)  # not after a refresh: below a sheet there may be none

    def _ask_now(self) -> None:
        self._asks_soon = False
        self.ask_again()

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        self._asker.next()
        self.show_answer(event.view)

    def show_answer(self, view: View) -> None:
        """Shows the answer to the newest question that is answered."""
        self.view = view

    @on(AskingFailed)
    def _asking_failed(self, event: AskingFailed) -> None:
        self._asker.next()
        self.message.say(event.error)

    @property
    def settled(self) -> bool:
        """Nothing is being asked and what was answered is on the screen."""
        answered = self.is_mounted and self.view is not None and self.view.question.number > 0
        return (
            answered and not self._asker.busy and not self._asks_soon and self._shown_key == self.papers.key
        )

    def ready_orders(self) -> None:
        """Reads the one order that the index does not have before it is asked for: 50 ms at 10,000 papers."""
        self.run_worker(
            lambda: self.library.view("", scope=self.scope, sort=Sort.ADDED, typing=False),
            thread=True, exit_on_error=False, group="orders",
        )  # fmt: skip

    def show_scope(self, scope: tuple[str, ...]) -> None:
        """Shows the papers of some listings; none named: all."""
        self.scope = scope
        self.papers.move_to(0)
        self.ask(typing=False)

    # One View, shown

    def watch_view(self, before: View | None, view: View | None) -> None:
        if view is None:
            return
        self.show_standing(view)
        self._show_title()
        if view.answer.problem is not None:
            return  # the last good result stays on screen
        other_text = before is not None and before.question.text != view.question.text
        same = before is not None and (before.question.text, before.answer.sort) == (
            view.question.text,
            view.answer.sort,
        )
        self.papers.show_papers(
            view.answer.order,
            view.answer.hits,
            view.longest_category,
            to_top=other_text and view.question.typing,
            stays=same,
            same_hits=before is not None and before.question.words == view.question.words,
        )
        if self.wanted is not None and (view.question.number or view.answer.total <= FEW):
            self.papers.go_to_paper(self.wanted)
            if view.question.number:
                self.wanted = None
        self.filters.show_facets(view.answer.facets)
        self.show_count(view)
        self._show_nothing(view)
        self.follow()

    def follow(self) -> None:
        """Brings what stands beside the list in line with it."""
        self.show_detail(force=True)

    def show_standing(self, view: View) -> None:
        """Shows on the message line what belongs to the answer: a mistake, or a query that finds more."""
        answer = view.answer
        if answer.problem is not None:
            place = self.search.columns(answer.problem.start, answer.problem.end)
            self.message.stand(standing.mistake(answer.problem, *place, self.size.width), at_once=True)
        elif answer.suggestion is not None and answer.count:
            taken = self.keymap.hint("suggestion", "takes it")
            self.message.stand(standing.did_you_mean(answer.suggestion, taken))
        elif answer.total < view.tally.papers and not self.library.indexed:
            self.message.stand(standing.searched_so_far(answer.total))
        else:
            self.message.stand(self._snippet(self._shown, answer.hits))

    def _snippet(self, entry: Entry | None, hits: Hits) -> Content:
        """The first hit in the abstract, where neither the title nor a pane beside the list shows one."""
        if entry is None or self.has_class("-wide") or self.reading or self.search.input.has_focus:
            return Content("")
        if hits.spans(entry.paper.title, "title"):
            return Content("")
        return standing.hit_in_abstract(entry.paper.abstract, hits, self.size.width)

    @property
    def offered(self) -> Suggestion | None:
        """The query that is offered because nothing was found."""
        answer = self.view.answer if self.view is not None else None
        return answer.suggestion if answer is not None and not answer.count else None

    def show_count(self, view: View) -> None:
        answer = view.answer
        self.search.show_count(answer.count, answer.total, ORDER_NAMES[answer.sort])

    def _show_nothing(self, view: View) -> None:
        """Says why the list is empty and what to do, where the papers would be."""
        self.mark(view.answer.count == 0, "-nothing")
        if view.answer.count == 0:
            clear = self.keymap.shown("query.leave" if self.search.input.has_focus else "clear")
            said = standing.nothing(view.question.text, view.answer.suggestion, clear)
            self.query_one("#nothing", Static).update(said)
        self.show_keys()

    def keys_of_use(self) -> Footer:
        """Enter takes the query that is offered, where nothing was found."""
        keys = super().keys_of_use()
        if self.offered is None or self.focused not in (self.papers, self.search.input):
            return keys
        return [(0, "enter", f"search for {self.offered.text}"), *(key for key in keys if key[1] != "enter")]

    @on(PaperList.CursorMoved)
    def _cursor_moved(self) -> None:
        if self._detail_timer is not None:
            self._detail_timer.stop()
        self._detail_timer = self.set_timer(DETAIL_REST, self.show_detail)

    def show_detail(self, *, force: bool = False) -> None:
        """Shows the paper under the cursor in the detail pane; `force`: although it is there already."""
        key = self.papers.key
        if self.view is None or (key == self._shown_key and not force):
            return
        entry = self.library.entry(key) if key is not None else None
        if (shown := (entry, self.view.question.words, self.detail.editing)) != self._shown_for:
            recut = self.keymap.hint("cut", "moves it")
            same = key == self._shown_key
            self.detail.show_entry(entry, self.view.answer.hits, recut=recut, same_paper=same)
            self._shown_for = shown
        self._shown_key, self._shown = key, entry
        self.show_standing(self.view)
