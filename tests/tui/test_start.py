"""What a start does not load: each of these would be felt by everyone who opens the app."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "whoosh", "parser.byline", "parser.listing", "parser.text", "search.scan_engine", "search.whoosh_engine",
    "library.intake", "library.stats", "library.formats", "tui.chooser", "tui.help_screen", "tui.cut_screen",
    "tui.listings_screen", "tui.stats_screen", "tui.triage_screen", "tui.tag_screen", "tui.save_screen",
    "tui.welcome_screen", "tui.note_area", "textual.widgets._text_area", "tomllib", "hashlib", "webbrowser",
)  # fmt: skip


def test_opening_the_library_in_the_app_loads_what_it_shows_and_no_more() -> None:
    program = f"import sys, library, tui.app; print(*sorted(sys.modules.keys() & set({LATER})))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []
