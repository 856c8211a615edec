"""The log is a file, clean, and never a reason to fail."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.log import log_to


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:]
    yield
    for handler in root.handlers[:]:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()


def test_what_is_logged_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "state" / "paperdeck.log"
    log_to(path)
    log_to(path)
    assert not path.exists(), "nothing has gone wrong yet"
    try:
        raise ValueError("title with \x1b]0;owned\x07 and \x9b31m")
    except ValueError:
        logging.getLogger("paperdeck").exception("no answer to %r", "x\u202ey")
    text = path.read_text()
    assert text.count("no answer") == 1
    assert "Traceback" in text
    assert not set(text) & set("\x1b\x07\x9b\u202e")


def test_a_log_that_cannot_be_written_is_no_reason_to_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "paperdeck.log").mkdir()
    log_to(tmp_path / "state" / "paperdeck.log")
    logging.getLogger("paperdeck").error("nobody will read this")
    assert capsys.readouterr().err == ""
