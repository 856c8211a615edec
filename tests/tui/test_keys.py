"""The table of keys is the one in the README, and no two actions share a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.help_screen import help_lines
from tui.keys import SHEETS, TABLES, Key

ALL_KEYS = [key for table in TABLES for key in table.keys]

README = Path(__file__).parents[2] / "README.md"
START = "<!-- keys: made by tests/tui/test_keys.py from tui/keys.py -->\n"
END = "<!-- end of keys -->"


def table() -> str:
    """The keys as Markdown, a line a group."""
    main, *others = (table for table in TABLES if table not in SHEETS)
    names = dict.fromkeys(key.group for key in main.keys)
    groups = {name: [key for key in main.keys if key.group == name and not key.like] for name in names}
    groups |= {table.name: list(table.keys) for table in others}
    return "".join(f"- **{name}**: {', '.join(map(shown, keys))}\n" for name, keys in groups.items())


def shown(key: Key) -> str:
    return f"`{key.display}` {key.label}"


def test_the_readme_has_every_key() -> None:
    """To renew the table: python -m tests.tui.test_keys"""
    if not README.exists():
        pytest.skip("the README is not part of this copy")
    assert START + table() + END in README.read_text(encoding="utf-8")


def test_help_has_every_key() -> None:
    shown = [line.plain for line in help_lines(TABLES, "")]
    for key in ALL_KEYS:
        assert key.like or any(line.split()[0] in key.display and key.tip in line for line in shown if line)


def test_no_key_and_no_id_is_given_twice() -> None:
    for table in TABLES:
        keys = [name for key in table.keys for name in key.names]
        assert len(keys) == len(set(keys))
    assert len(ALL_KEYS) == len({key.id for key in ALL_KEYS})


def test_every_key_says_what_it_does() -> None:
    for key in ALL_KEYS:
        assert key.tip
        assert key.label
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", key.id)


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(START)
    README.write_text(before + START + table() + END + rest.split(END)[1], encoding="utf-8")
