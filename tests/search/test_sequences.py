"""A phrase is a search for bytes in the sequences of stems, and finds what going word by word finds."""

from __future__ import annotations

from array import array
from itertools import accumulate, chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.mapped import Mapped, Writer
from search.places import GAP
from search.sequences import Sequences, code, code_all, number_of

ALIKE = [number_of(coded) for coded in (0x01010101, 0x01010100, 0x00010101, 0x01000101, 0x01010001)]
"""Stems whose codes hold one another's bytes, so that halves of two look like a third."""
numbers = st.lists(st.integers(0, (1 << 32) - 1) | st.integers(0, 300_000), max_size=50)
texts = st.lists(st.sampled_from(ALIKE), max_size=6)


@given(numbers)
def test_codes_are_made_side_by_side_and_can_be_read_back(found):
    coded = array("I", found)
    code_all(coded)
    assert coded.tolist() == [code(number) for number in found]
    assert [number_of(one) for one in coded] == found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sequences")


@given(st.lists(st.tuples(texts, texts, texts), max_size=5), texts.filter(bool))
def test_a_phrase_is_found_where_its_words_follow_one_another(folder, papers, phrase):
    sequences = Sequences(written(folder / "file", papers))
    for field, part in (("title", slice(0, 1)), ("abstract", slice(1, 2)), ("text", slice(0, 3))):
        plain = [n for n, paper in enumerate(papers) if any(follows(phrase, text) for text in paper[part])]
        terms = [ALIKE.index(number) for number in phrase]
        assert sequences.containing(terms, range(len(papers)), field) == plain
    for n, (title, abstract, _) in enumerate(papers):
        assert sequences.numbers(n) == ([*title, GAP, *abstract], title)


def follows(phrase, text) -> bool:
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text)))


def written(path, papers) -> Mapped:
    rows = [[*title, GAP, *abstract, GAP, *names] for title, abstract, names in papers]
    sequence, codes = array("I", chain.from_iterable(rows)), array("I", ALIKE)
    code_all(sequence)
    code_all(codes)
    with path.open("wb") as file:
        writer = Writer(file)
        writer.add("sequence", sequence)
        writer.add("sequence.starts", array("I", accumulate(map(len, rows), initial=0)))
        writer.add("sequence.titles", array("I", [len(title) for title, _, _ in papers]))
        writer.add("sequence.abstracts", array("I", [len(t) + 1 + len(a) for t, a, _ in papers]))
        writer.add("sequence.codes", codes)
        writer.finish({})
    return Mapped(path)
