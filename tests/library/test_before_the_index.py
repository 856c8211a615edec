"""While the index of a large library is built, what is shown is said to be a part, or is the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from library import Library
from library.index import SCANNED


@pytest.fixture
def large(library: Library, tmp_path: Path) -> Library:
    """More papers than a scan looks at, and no index."""
    path = tmp_path / "large.txt"
    with path.open("w", encoding="utf-8") as out:
        for n in range(SCANNED + 100):
            out.write(
                f"LGMay {n % 28 + 1}, {2000 + n % 20}\nOn the matter of number {n}Ann Lee, Bo Ek\nWords.\n"
            )
    library.add(path)
    return library


def test_without_a_query_all_papers_are_there(large: Library) -> None:
    answer = large.view("")
    assert not large.indexed
    assert answer.count == answer.total == SCANNED + 100
    assert len(large.rows(list(answer.order))) == SCANNED + 100


def test_with_a_query_the_answer_says_how_many_were_searched(large: Library) -> None:
    answer = large.view("matter")
    assert answer.count == answer.total == SCANNED
    large.refresh_index(None)
    assert large.indexed
    assert large.view("matter").total == SCANNED + 100
