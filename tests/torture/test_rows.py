"""Nothing is lost and nothing gets in: a few attempts of every row of `make torture`."""

from __future__ import annotations

import pytest

from torture.guards import GUARDS
from torture.run import ROWS, run_row


@pytest.mark.parametrize("name", ROWS)
def test_what_is_tried_does_no_harm(name: str) -> None:
    try:
        rows = run_row(name, ROWS[name].quick)
    except LookupError as reason:
        pytest.skip(str(reason))
    for row in rows:
        assert row.details == [], row.what
        assert row.clean
    assert sum(row.tried for row in rows) >= ROWS[name].quick


def test_a_missing_guard_is_noticed() -> None:
    """One of them here, for its speed; `python -m torture --unguarded` takes out all."""
    guard = next(guard for guard in GUARDS if guard.row == "commands")
    assert not all(row.clean for row in run_row(guard.row, 10, without=guard.removal))


def test_every_row_has_a_guard_to_take_out() -> None:
    assert {guard.row for guard in GUARDS} == set(ROWS)
