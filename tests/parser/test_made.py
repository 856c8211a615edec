"""What is made quickly is what is made plainly."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from parser import Paper, PaperKey, Record
from parser.made import make_paper, make_record

VALUES = (PaperKey("0123456789ab"), "Slow Rewards", ("Ada Moreno",), True, "LG", dt.date(2024, 8, 12))


def test_a_paper_and_its_record_are_equal_to_plain_ones() -> None:
    paper, record = make_paper(*VALUES), make_record(make_paper(*VALUES), 3, confidence=0.5)

    assert (type(paper), type(record)) == (Paper, Record)
    assert (paper, record) == (Paper(*VALUES), Record(Paper(*VALUES), 3, confidence=0.5))
    assert (hash(paper), repr(record)) == (
        hash(Paper(*VALUES)),
        repr(Record(Paper(*VALUES), 3, confidence=0.5)),
    )
    assert pickle.loads(pickle.dumps(record)) == record
    assert replace(paper, title="Other") == replace(Paper(*VALUES), title="Other")


def test_they_are_as_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        make_paper(*VALUES).title = "Other"  # type: ignore[misc]
