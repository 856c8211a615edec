"""The combined field is written in two shares; together they are what was gathered."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.combined import Combined
from search.lanes import MOST
from search.places import GAP
from search.shares import empty, packed, take_rest, unpack
from search.words import stem, tokens

STEMS = ["\x01", "agent", "learn", "model", "world", "zeta", "ähnlich", "世"]


def gathered(documents, start: int = 0) -> Combined:
    combined = Combined()
    combined.count = start
    for title, abstract, names in documents:
        sequence = [*title, GAP, *abstract, GAP, *names]
        ends = array("I", (len(sequence), len(title), len(title) + 1 + len(abstract)))
        combined.add_all(array("I", sequence), ends, [[(0, names[0])]], len(STEMS))
    return combined


numbers = st.lists(st.integers(1, len(STEMS) - 1), min_size=1, max_size=5)
documents = st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=6)


def everything(*shares: Combined):
    """Where every stem stands, whichever share has it."""
    kinds = []
    for kind in ("text", "title", "elsewhere"):
        rows = [(enumerate(s.text) if kind == "text" else getattr(s, kind).items()) for s in shares]
        kinds.append(sorted((n, list(places)) for row in rows for n, places in row if places))
    return kinds


@given(documents)
def test_two_shares_are_the_whole(papers):
    whole, first = gathered(papers), gathered(papers)
    rest = take_rest(first, STEMS)
    assert everything(first, rest) == everything(whole)
    letters = [{STEMS[n][0] for n, places in enumerate(share.text) if places} for share in (first, rest)]
    assert not letters[0] or not letters[1] or max(letters[0]) < min(letters[1])


@pytest.mark.parametrize("start", [0, MOST - 1])
def test_a_share_arrives_as_it_was_sent(start):
    papers = [([1, 7], [2, 3, 2], [5]), ([4], [1], [6, 7])]
    sent = take_rest(gathered(papers, start), STEMS)
    expected = everything(sent)
    assert expected[0]
    arrived = empty(sent.count, len(STEMS))
    for message in packed(sent):
        unpack(arrived, message)
    assert everything(arrived) == expected
    assert everything(sent) == [[], [], []]


@given(st.text(max_size=12) | st.text("aeiousydngtl", max_size=8))
def test_a_word_begins_as_its_stem_does(text):
    assert [stem(word)[:1] for word in tokens(text)] == [word[:1] for word in tokens(text)]
