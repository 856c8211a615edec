"""Every key of the main screen, once: bindings, footer, help, palette and README all come from this table."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.keys import format_key

NO_KEY = "none"
"""What Textual is given for an action without a key: no terminal sends it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One action and the keys that lead to it."""

    id: str
    """The name in `[keys]` of config.toml."""
    keys: str
    """As Textual writes them, comma separated; the first is the one shown."""
    action: str
    label: str
    """One or two words for the footer."""
    tip: str
    """A sentence for help and palette."""
    group: str
    footer: int = 0
    """Rank in the footer, 1 is kept longest; 0 is never in the footer."""
    shown: str = ""
    """How the key is written for people, where Textual's own name is not it."""
    like: str = ""
    """The id of another key that stands for this one in help, footer and README (`1` for all digits)."""

    def binding(self, *, priority: bool = False) -> Binding:
        """priority: also while a line to write has the focus."""
        return Binding(
            self.keys, self.action, self.label, id=self.id, tooltip=self.tip, show=False,
            key_display=self.shown or None, priority=priority,
        )  # fmt: skip

    @property
    def display(self) -> str:
        """The key as people write it; "" where the user took the action off the keys."""
        return self.shown or written(self.names[0])

    @property
    def names(self) -> list[str]:
        """Each key as Textual calls it."""
        return self.keys.split(",")


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one screen or pane; within it every key stands for one action."""

    name: str
    keys: tuple[Key, ...]


def written(name: str) -> str:
    """A key as people write it: `?` for question_mark, `^d` for ctrl+d; "" for no key."""
    if name == NO_KEY:
        return ""
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    shown = {"enter": "enter", "pagedown": "PgDn", "pageup": "PgUp"}.get(base) or format_key(base)
    signs = {"ctrl": "^", "shift": "⇧", "alt": "alt+"}
    return "".join(signs.get(modifier, f"{modifier}+") for modifier in modifiers) + shown


MOVE, FIND, DECIDE, WRITE, SEE = "Move", "Find", "Decide", "Write and take", "See"

DIGITS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
"""For the ids of the digit keys after the first, `saved.one`."""

BROWSER_KEYS: tuple[Key, ...] = (
    Key("move.down", "j,down", "move(1)", "move", "Next paper", MOVE, footer=9, shown="j k"),
    Key("move.up", "k,up", "move(-1)", "up", "Paper before", MOVE, shown="k"),
    Key("move.top", "g,home", "move_to('top')", "top", "First paper", MOVE, shown="g"),
    Key("move.bottom", "G,end", "move_to('bottom')", "end", "Last paper", MOVE, shown="G"),
    Key("move.half_down", "ctrl+d", "move_half(1)", "half down", "Half a page down", MOVE, shown="^d"),
    Key("move.half_up", "ctrl+u", "move_half(-1)", "half up", "Half a page up", MOVE, shown="^u"),
    Key("move.page_down", "pagedown", "move_half(2)", "page down", "A page down", MOVE, shown="PgDn"),
    Key("move.page_up", "pageup", "move_half(-2)", "page up", "A page up", MOVE, shown="PgUp"),
    Key("pane.next", "tab,l,right", "pane(1)", "pane", "Next pane", MOVE, shown="tab"),
    Key("pane.previous", "shift+tab,h,left", "pane(-1)", "pane", "Pane before", MOVE, shown="⇧tab"),
    Key("pane.detail", "enter", "read_on", "open", "Read the paper (the detail pane)", MOVE, shown="enter"),
    Key("search", "slash", "search", "search", "Write a query; hits show at every key", FIND, 2, "/"),
    Key("filters", "f", "filters", "filters", "Go to the filters", FIND, footer=3),
    Key("code_only", "c", "code_only", "code", "Only papers with code, or all again", FIND, footer=4),
    Key("clear", "escape", "clear", "clear", "Let go of selection, query, then pane", FIND, shown="esc"),
    Key("sort", "s", "sort", "sort", "Next order: newest, oldest, best match, title, author, added", FIND),
    Key("filters.clear", "F", "clear_filters", "no filters", "Let all filters go, keep the words", FIND),
    Key("suggestion", "ctrl+y", "suggestion", "did you mean", "Take the query offered", FIND, 0, "^y"),
    Key("search.save", "S", "save_search", "save", "Save the search under a name and a digit", FIND),
    Key("saved.one", "1", "saved(1)", "saved search", "Open the search saved on that digit", FIND, 0, "1-9"),
    *(
        Key(f"saved.{name}", digit, f"saved({digit})", "saved", f"Search {digit}", FIND, like="saved.one")
        for digit, name in zip("23456789", DIGITS, strict=True)
    ),
    Key("hit.next", "n", "hit(1)", "hit", "Next hit in the paper's text", FIND, shown="n N"),
    Key("hit.previous", "N", "hit(-1)", "hit before", "Hit before in the paper's text", FIND, shown="N"),
    Key("related", "R", "related", "related", "Papers near to this one, and what ties them", FIND),
    Key("palette", "colon,ctrl+p", "palette", "all", "Every action, theme, order and search", SEE, 1, ":"),
    Key("bookmark", "b", "bookmark", "bookmark", "Bookmark the paper, or take it back", DECIDE, footer=5),
    Key("read", "r", "read", "read", "Mark as read, or unread again", DECIDE, footer=6),
    Key("reading", "i", "reading", "reading", "Mark as being read, or unread again", DECIDE),
    Key("refuse", "d", "refuse", "not for me", "Mark as not for me, or unread again", DECIDE),
    Key("state", "m", "state", "mark as", "Choose: unread, being read, read, not for me", DECIDE),
    Key("tag", "t", "tag", "tags", "Add and take off tags, with completion", DECIDE, footer=10),
    Key("queue", "a", "queue", "reading list", "Put on the reading list, or take off it", DECIDE),
    Key("queue.down", "J", "move_in_queue(1)", "later", "Further down the reading list", DECIDE),
    Key("queue.up", "K", "move_in_queue(-1)", "sooner", "Further up the reading list", DECIDE),
    Key("queue.show", "Q", "show_queue", "my list", "Only the reading list in its order, or all again", FIND),
    Key("select", "space", "select", "select", "Select the paper; decisions go to all selected", DECIDE, 11),
    Key("select.all", "V", "select_all", "select all", "Select all papers shown, or none", DECIDE),
    Key("triage", "T", "triage", "triage", "Decide paper by paper, one key each", DECIDE, footer=12),
    Key("note", "e", "note", "note", "Write a note here (saved as you type)", WRITE, footer=7),
    Key("cut", "M", "move_cut", "cut", "Move the cut between title and authors", WRITE),
    Key("listings", "L", "listings", "listings", "The imported listings: open, add, update, remove", SEE, 11),
    Key("statistics", "percent_sign", "statistics", "counts", "Statistics; a bar is a query", SEE, 0, "%"),
    Key("update", "I", "update", "import", "Import the listings whose files have changed", FIND),
    Key("import.stop", "ctrl+x", "stop_import", "stop", "Stop the import; keep what was read", FIND, 0, "^x"),
    Key("note.outside", "E", "note_outside", "editor", "Write the note in your own editor ($EDITOR)", WRITE),
    Key("copy", "y", "copy", "copy", "Copy: citation, BibTeX, title, link, citation key", WRITE, footer=9),
    Key("open", "o", "open", "open", "Open the paper in the web browser", WRITE, footer=10),
    Key("open.code", "O", "open_code", "code", "Open the paper's code in the web browser", WRITE),
    Key("export", "x", "export", "export", "Write the papers shown, or selected, to a file", WRITE),
    Key("undo", "u", "undo", "undo", "Take the last change back", DECIDE, footer=8),
    Key("redo", "U", "redo", "redo", "Do what was undone again", DECIDE),
    Key("zoom", "z", "zoom", "zoom", "The paper over the whole screen, and back", SEE, footer=9),
    Key("pane.wider", "greater_than_sign", "resize(1)", "wider", "More room for the paper or filters", SEE),
    Key("pane.narrower", "less_than_sign", "resize(-1)", "narrower", "Less room for it", SEE),
    Key("paper.next", "right_square_bracket", "paper(1)", "next paper", "Next paper; reading too", MOVE),
    Key("paper.before", "left_square_bracket", "paper(-1)", "before", "Paper before; reading too", MOVE),
    Key("help", "question_mark", "help", "help", "All keys", SEE, footer=1, shown="?"),
    Key("suspend", "ctrl+z", "app.suspend_process", "pause", "To the shell; fg returns", SEE, shown="^z"),
    Key("quit", "q,ctrl+q", "app.quit", "quit", "Leave; everything is saved", SEE, footer=1, shown="q"),
)  # fmt: skip

TRIAGE = "Triage"
TRIAGE_KEYS: tuple[Key, ...] = (
    Key("triage.keep", "b,1", "decide('keep')", "keep", "Bookmark it, go on", TRIAGE, shown="b"),
    Key("triage.later", "a,2", "decide('later')", "later", "To the reading list, go on", TRIAGE, shown="a"),
    Key("triage.read", "r,3", "decide('read')", "read", "Mark it as read, go on", TRIAGE, shown="r"),
    Key("triage.no", "d,n,4", "decide('no')", "not for me", "Not for me, go on", TRIAGE, shown="d"),
    Key("triage.skip", "space,l,right", "skip", "skip", "Go on without a decision", TRIAGE, 1, "space"),
    Key("triage.undo", "u", "undo", "undo", "Go back and take the last decision back", TRIAGE, 2),
    Key("triage.back", "h,left,backspace", "back", "back", "Go back; nothing is taken back", TRIAGE, 4, "h"),
    Key("triage.down", "j,down", "scroll(1)", "scroll", "Scroll down", TRIAGE, 6, "j k"),
    Key("triage.up", "k,up", "scroll(-1)", "scroll up", "Scroll up", TRIAGE, shown="k"),
    Key("triage.half_down", "ctrl+d,pagedown", "half(1)", "half down", "Half a page down", TRIAGE, 0, "^d"),
    Key("triage.half_up", "ctrl+u,pageup", "half(-1)", "half up", "Half a page up", TRIAGE, 0, "^u"),
    Key("triage.end", "escape,q", "end", "end", "What came of it, then back to the papers", TRIAGE, 3, "esc"),
    Key("triage.leave", "enter", "leave", "papers", "From the summary back to the papers", TRIAGE),
    Key("triage.help", "question_mark", "help", "help", "The keys of triage", TRIAGE, 5, "?"),
)  # fmt: skip
"""The decisions have the letters that they have on the main screen."""

FILTER_KEYS: tuple[Key, ...] = (
    Key("filter.include", "enter,space", "choose('include')", "only these", "Only papers with this", FIND),
    Key("filter.exclude", "x,minus", "choose('exclude')", "without these", "Only papers without this", FIND),
    Key("filter.narrow", "slash", "narrow", "type a name", "Type a name of a long group", FIND, shown="/"),
    Key("filter.edit", "e", "edit", "change", "Change a saved search", FIND),
    Key("filter.forget", "d,delete", "forget", "forget", "Forget a saved search", FIND),
    Key("filter.down", "j,down", "move(1)", "move", "Next value", FIND, shown="j k"),
    Key("filter.up", "k,up", "move(-1)", "up", "Value before", FIND),
    Key("filter.top", "g,home", "move(-100000)", "top", "First value", FIND),
    Key("filter.bottom", "G,end", "move(100000)", "end", "Last value", FIND),
)  # fmt: skip
QUERY_KEYS: tuple[Key, ...] = (
    Key("query.complete", "tab", "complete", "take", "Take the completion that is offered", FIND),
    Key("query.leave", "escape", "leave", "clear, then leave", "Clear the query; once more leaves it", FIND),
    Key("query.down", "down", "move(1)", "move", "Next paper", FIND),
    Key("query.up", "up", "move(-1)", "up", "Paper before", FIND),
)  # fmt: skip
NOTE_KEYS: tuple[Key, ...] = (
    Key("note.leave", "escape", "leave", "back", "Back; the note is saved as you type", WRITE),
    Key("note.paper_down", "ctrl+down", "read_paper(2)", "scroll", "Scroll the paper down", WRITE, 0, "^↓"),
    Key("note.paper_up", "ctrl+up", "read_paper(-2)", "scroll up", "Scroll the paper up", WRITE, 0, "^↑"),
)  # fmt: skip
LISTINGS_KEYS: tuple[Key, ...] = (
    Key("listings.down", "j", "move(1)", "move", "Next listing", SEE, shown="j k"),
    Key("listings.up", "k", "move(-1)", "up", "Listing before", SEE),
    Key("listings.add", "a", "add", "add", "Add a listing by its path", SEE),
    Key("listings.update", "u", "update", "update", "Read the listing's file again", SEE),
    Key("listings.remove", "d,delete", "remove", "remove", "Remove it; what you wrote stays", SEE),
    Key("listings.leave", "escape,q,L", "leave", "back", "Back to the papers", SEE),
)
STATS_KEYS: tuple[Key, ...] = (
    Key("stats.down", "j", "move(1)", "move", "Next bar; enter shows its papers", SEE, shown="j k"),
    Key("stats.up", "k", "move(-1)", "up", "Bar before", SEE),
    Key("stats.top", "g,home", "move_to('top')", "top", "First bar", SEE, shown="g"),
    Key("stats.bottom", "G,end", "move_to('bottom')", "end", "Last bar", SEE, shown="G"),
    Key("stats.with", "w", "with_whom", "with whom", "Who is named beside this author", SEE),
    Key("stats.leave", "escape,q,percent_sign", "leave", "back", "Back to the papers", SEE),
)
SHEET_KEYS: tuple[Key, ...] = (
    Key("sheet.close", "escape", "close", "close", "Close it; nothing is changed", SEE),
    Key("sheet.down", "down,ctrl+n", "move(1)", "move", "Line below", SEE),
    Key("sheet.up", "up,ctrl+p", "move(-1)", "up", "Line above", SEE),
    Key("sheet.page_down", "pagedown", "move_page(1)", "page down", "A page down", SEE, shown="PgDn"),
    Key("sheet.page_up", "pageup", "move_page(-1)", "page up", "A page up", SEE, shown="PgUp"),
)
"""What help, palette and all short lists share. Enter takes, as everywhere; in a short list letters do."""
TAG_KEYS: tuple[Key, ...] = (
    Key("tags.next", "tab,down", "complete(1)", "complete", "Next completion of the tag", DECIDE),
    Key("tags.before", "shift+tab,up", "complete(-1)", "before", "Completion before", DECIDE, shown="⇧tab"),
)
CUT_KEYS: tuple[Key, ...] = (
    Key("cut.left", "left,h", "cut(-1)", "move", "To the possible cut before", WRITE),
    Key("cut.right", "right,l", "cut(1)", "right", "To the next possible cut", WRITE),
    Key("cut.letter_left", "shift+left,H", "step(-1)", "one letter", "One letter back", WRITE),
    Key("cut.letter_right", "shift+right,L", "step(1)", "letter on", "One letter on", WRITE),
    Key("cut.keep", "enter", "keep", "keep", "Keep the cut; later imports follow it", WRITE),
    Key("cut.leave", "escape,q,M", "leave", "leave it", "Leave the cut as it was", WRITE),
)
WELCOME_KEYS: tuple[Key, ...] = (
    Key("welcome.sample", "s", "sample", "sample", "Look around with a sample of 50 papers", SEE),
    Key("welcome.add", "a", "path", "add", "Add a listing: type its path below", SEE),
    Key("welcome.back", "escape", "back", "back", "Out of the line for the path", SEE),
    Key("welcome.leave", "q,ctrl+q", "leave", "leave", "Leave", SEE, shown="q"),
)

SHEETS: tuple[Table, ...] = (
    Table("In a list or a line that was opened", SHEET_KEYS),
    Table("In the tags", TAG_KEYS),
    Table("At the cut", CUT_KEYS),
    Table("On the first screen", WELCOME_KEYS),
)
"""Small sheets, which show their keys themselves."""
TABLES: tuple[Table, ...] = (
    Table("Papers", BROWSER_KEYS),
    Table("In the filters", FILTER_KEYS),
    Table("In the query", QUERY_KEYS),
    Table("In a note", NOTE_KEYS),
    Table("In triage", TRIAGE_KEYS),
    Table("In the listings", LISTINGS_KEYS),
    Table("In the statistics", STATS_KEYS),
    *SHEETS,
)
"""All of them: what help shows and `[keys]` of config.toml can change."""


def bindings(keys: tuple[Key, ...], *, priority: bool = False) -> list[Binding]:
    return [key.binding(priority=priority) for key in keys]
