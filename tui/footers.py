"""What the last line says, pane by pane and sheet by sheet. Keys are named by the ids of tui/keys.py."""

from __future__ import annotations

Footer = list[tuple[int, str, str]]
"""(rank, keys, what they do): a lower rank is kept longer. `{id}` stands for the key of that action."""

FILTER_FOOTER: Footer = [
    (1, "{filter.include}", "only these"), (2, "{filter.exclude}", "without these"),
    (3, "{filter.down}", "move"), (5, "{filters.clear}", "no filters"), (4, "{clear}", "papers"),
]  # fmt: skip
LONG_GROUP_FOOTER: Footer = [*FILTER_FOOTER[:2], (2, "{filter.narrow}", "type a name"), *FILTER_FOOTER[2:]]
SAVED_FOOTER: Footer = [
    (1, "{filter.include}", "open"), (2, "{filter.edit}", "change"), (3, "{filter.forget}", "forget"),
    (4, "{filter.down}", "move"), (5, "{clear}", "papers"),
]  # fmt: skip
NAME_FOOTER: Footer = [(1, "{filter.include}", "only these"), (3, "↑ ↓", "move"), (2, "esc", "all values")]
READING_FOOTER: Footer = [
    (1, "{clear}", "papers"), (3, "{move.down}", "scroll"),
    (4, "{paper.next} {paper.before}", "next, before"),
]  # fmt: skip
NOTE_FOOTER: Footer = [
    (1, "{note.leave}", "back; the note is saved as you type"),
    (2, "{note.paper_up} {note.paper_down}", "scroll the paper"),
]
COMPLETION_FOOTER: Footer = [
    (1, "{query.complete}", "take"), (2, "{query.up} {query.down}", "choose, then enter takes"),
    (3, "{query.leave}", "close"),
]  # fmt: skip
SEARCH_FOOTER: Footer = [
    (1, "enter", "keep"), (2, "{query.leave}", "clear, then leave"), (3, "{query.up} {query.down}", "move"),
    (4, "author: cat: aff: title:", "fields"), (5, '"two words"', "phrase"), (6, "-word", "without"),
    (7, "hanab~", "typos"),
]  # fmt: skip
SUMMARY_FOOTER: Footer = [
    (1, "{triage.leave}", "back to the papers"), (2, "{triage.undo}", "take the last one back"),
    (3, "{triage.back}", "go on deciding"),
]  # fmt: skip
LISTINGS_FOOTER: Footer = [
    (1, "enter", "open"), (3, "{listings.add}", "add a file"), (4, "{listings.update}", "update"),
    (5, "{listings.remove}", "remove"), (2, "{listings.leave}", "back"),
]  # fmt: skip
STATS_FOOTER: Footer = [(1, "enter", "its papers"), (4, "{stats.down}", "move"), (2, "{stats.leave}", "back")]
AUTHOR_FOOTER: Footer = [*STATS_FOOTER[:1], (3, "{stats.with}", "with whom"), *STATS_FOOTER[1:]]
WITH_FOOTER: Footer = [*AUTHOR_FOOTER[:-1], (2, "{stats.leave}", "all statistics")]
TAG_FOOTER: Footer = [
    (1, "enter", "keep"), (3, "{tags.next}", "complete"), (4, "-word", "take off"),
    (2, "{sheet.close}", "close"),
]  # fmt: skip
EXPORT_FOOTER: Footer = [(1, "enter", "write"), (2, "{sheet.close}", "close")]
SAVE_FOOTER: Footer = [(1, "enter", "save"), (3, "tab", "next"), (2, "{sheet.close}", "close")]
LETTERS_FOOTER: Footer = [(1, "its letter or enter", "choose"), (2, "{sheet.close}", "close")]
TYPED_FOOTER: Footer = [
    (1, "enter", "choose"), (3, "{sheet.up} {sheet.down}", "move"), (2, "{sheet.close}", "close"),
]  # fmt: skip
HELP_FOOTER: Footer = [(2, "{sheet.up} {sheet.down}", "scroll"), (1, "{sheet.close}", "close")]
CUT_FOOTER: Footer = [
    (3, "{cut.left} {cut.right}", "move"), (4, "{cut.letter_left} {cut.letter_right}", "one letter"),
    (1, "{cut.keep}", "keep"), (2, "{cut.leave}", "leave it"),
]  # fmt: skip
