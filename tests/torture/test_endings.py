"""However paperdeck ends, the note is saved and the terminal is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from torture.endings import ENDINGS, one, pauses
from torture.rows import Row


@pytest.mark.parametrize("how", ENDINGS)
def test_a_note_that_is_being_written_is_saved_and_the_terminal_restored(how: str, tmp_path: Path) -> None:
    row = Row("")
    one(row, how, tmp_path)
    assert row.details == []


def test_ctrl_z_gives_the_terminal_back_and_fg_returns(tmp_path: Path) -> None:
    row = pauses(1, tmp_path)
    assert row.tried == 1
    assert row.details == []
