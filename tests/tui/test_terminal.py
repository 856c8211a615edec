"""What the keyboard sends, as keys."""

from __future__ import annotations

from textual import constants
from textual.events import Key

from tui.terminal import ALONE, FAR, NEAR, KeyParser, wait_behind_escape


def test_no_one_waits_a_tenth_of_a_second_for_escape() -> None:
    assert KeyParser().read1(constants.ESCAPE_DELAY).timeout == ALONE < constants.ESCAPE_DELAY


def test_over_a_network_an_escape_is_waited_behind_for_longer() -> None:
    assert wait_behind_escape({}) == NEAR
    assert wait_behind_escape({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}) == FAR > NEAR
    assert wait_behind_escape({"SSH_TTY": "/dev/pts/1"}) == FAR


def test_who_names_a_wait_gets_it() -> None:
    assert wait_behind_escape({"ESCDELAY": "50"}) == constants.ESCAPE_DELAY


def test_nothing_else_is_given_a_time() -> None:
    assert KeyParser().read1().timeout is None


def test_a_key_of_several_bytes_is_one_key() -> None:
    parser = KeyParser()
    assert keys(parser, "\x1b[A\x1bOP\x1b[1;5C") == ["up", "f1", "ctrl+right"]


def test_an_escape_and_then_a_letter_are_both_heard() -> None:
    parser = KeyParser()
    assert keys(parser, "\x1b") == []
    parser._timeout_time = 0.0  # the wait is over
    assert [event.key for event in parser.tick() if isinstance(event, Key)] == ["escape"]
    assert keys(parser, "j") == ["j"]


def keys(parser: KeyParser, text: str) -> list[str]:
    return [event.key for event in parser.feed(text) if isinstance(event, Key)]
