"""[keys] of config.toml: what it can change, and what is said where it cannot."""

from __future__ import annotations

import pytest

from tui import footers
from tui.keymap import Keymap, is_key
from tui.keys import BROWSER_KEYS, TABLES


def keys_of(keymap: Keymap) -> dict[str, str]:
    return {key.id: key.keys for table in keymap.tables for key in table.keys}


def test_without_wishes_the_defaults_hold() -> None:
    assert Keymap.of({}).tables == TABLES
    assert Keymap.of({"bookmark": "b"}).changes == {}


def test_an_action_gets_the_keys_it_is_given() -> None:
    keymap = Keymap.of({"bookmark": "B,ctrl+b"})
    assert keymap.changes == {"bookmark": "B,ctrl+b"}
    assert keymap.problems == ()
    bookmark = next(key for key in keymap.of_table(BROWSER_KEYS) if key.id == "bookmark")
    assert bookmark.display == "B"


def test_two_actions_can_change_places() -> None:
    keymap = Keymap.of({"undo": "U", "redo": "u"})
    assert keymap.problems == ()
    assert keymap.changes == {"undo": "U", "redo": "u"}


def test_a_key_taken_from_another_action_is_said() -> None:
    keymap = Keymap.of({"quit": "b"})
    assert keymap.problems == ("keys: quit takes b, and bookmark has no key left",)
    assert keys_of(keymap)["bookmark"] == "none"


def test_a_key_with_a_sister_is_taken_silently() -> None:
    keymap = Keymap.of({"bookmark": "j"})
    assert keymap.problems == ()
    assert keys_of(keymap)["move.down"] == "down"


def test_a_key_given_twice_stays_with_the_first() -> None:
    keymap = Keymap.of({"undo": "?", "help": "question_mark"})
    assert keymap.problems == ("keys: ? is given to undo and to help; undo keeps it",)


def test_the_same_key_may_do_another_thing_in_another_pane() -> None:
    assert Keymap.of({"filter.exclude": "b"}).problems == ()


def test_an_action_can_be_taken_off_the_keys() -> None:
    keymap = Keymap.of({"code_only": ""})
    assert keymap.problems == ()
    code = next(key for key in keymap.of_table(BROWSER_KEYS) if key.id == "code_only")
    assert code.display == ""


def test_an_unknown_action_or_key_is_said_and_the_default_stays() -> None:
    keymap = Keymap.of({"nosuch": "b", "undo": "ctrl-z"})
    assert keymap.problems == ("keys: there is no action nosuch", "keys: undo: there is no key ctrl-z")
    assert keymap.changes == {}


def test_keys_are_known_by_the_names_that_textual_has() -> None:
    assert all(is_key(name) for table in TABLES for key in table.keys for name in key.names)
    assert all(map(is_key, ["?", "+", "ctrl+d", "shift+tab", "f5", "question_mark", "alt+ctrl+x", "é"]))
    assert not any(map(is_key, ["ctrl-d", "pgdn", "", "any+x", "double click"]))


def test_a_shifted_letter_is_the_capital_that_a_terminal_sends() -> None:
    assert Keymap.of({"undo": "shift+z"}).changes == {"undo": "Z"}


def test_a_footer_shows_the_keys_that_hold() -> None:
    keymap = Keymap.of({"bookmark": "B", "undo": ""})
    written = [(1, "{bookmark}", "keep"), (2, "{undo}", "undo"), (3, "{export}", "not {bookmark}")]
    footer = keymap.footer(written)
    assert footer == [(1, "B", "keep"), (3, "x", "not B")]
    assert keymap.hint("bookmark", "keeps it") == "B keeps it"
    assert keymap.hint("undo", "takes it back") == ""


@pytest.mark.parametrize("footer", [name for name in vars(footers) if name.endswith("_FOOTER")])
def test_every_footer_names_actions_that_there_are(footer: str) -> None:
    assert len(Keymap.of({}).footer(getattr(footers, footer))) == len(getattr(footers, footer))
