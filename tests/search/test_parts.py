"""The small parts under the engine: docsets, posting lists, planes, words."""

from __future__ import annotations

import pickle
import random
import struct
from array import array
from itertools import accumulate, chain, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search import docsets, planes, postings
from search.fuzzy import distance_within, neighbours
from search.lanes import BITS, MOST, POSITION, documents_one_by_one, parted, run_lengths, steps_of
from search.lexicon import sieve_of, sifted
from search.position_items import items_one_by_one, position_items
from search.term_info import FACTS, info_rows
from search.words import BREAK, ended_tokens, fold, other_spellings, stem, tokens, words

numbers = st.sets(st.integers(0, 3_000), max_size=400)


@given(numbers)
def test_a_docset_gives_back_its_documents(documents):
    docset = docsets.make(documents, 3_001)
    assert docsets.documents(docset) == sorted(documents)
    assert [n for n, inside in enumerate(docsets.flags(docset, 3_001)) if inside] == sorted(documents)
    assert docset == sum(1 << n for n in documents)


@given(numbers, st.integers(0, 500), st.integers(0, 500))
def test_a_part_of_a_docset_is_a_slice_of_its_documents(documents, start, length):
    docset = docsets.make(documents, 3_001)
    assert docsets.part(docset, start, start + length) == sorted(documents)[start : start + length]


def test_many_documents_make_the_same_docset():
    many = range(0, 30_000, 3)
    assert docsets.make_many(many, 30_000) == docsets.make(many, 30_000)


@given(
    st.dictionaries(
        st.integers(0, 200_000),
        st.lists(st.integers(0, 4_000), min_size=1, max_size=300, unique=True).map(sorted),
        min_size=1,
        max_size=30,
    )
)
def test_posting_lists_are_read_as_they_were_written(places):
    documents = sorted(places)
    weights = bytes(min(len(places[n]), 255) for n in documents)
    items = b"".join(postings.position_item(places[n]) for n in documents)
    if len(documents) == 1:
        block = postings.encode_one(documents[0], weights, items, (1, 200), max(weights))
    else:
        steps = postings.pickled_steps(documents)
        block = postings.encode(documents, steps, weights, items, (1, 200), max(weights))
    assert postings.documents_of(block) == documents
    assert postings.documents_and_weights(block) == (documents, weights)
    read, read_weights, values = postings.read(block)
    assert (read, bytes(read_weights)) == (documents, weights)
    assert [postings.positions_of(value) for value in values] == [places[n] for n in documents]


@given(
    st.lists(
        st.tuples(st.dictionaries(st.integers(0, 99), st.floats(0.01, 1)), st.integers(1, 20)), max_size=4
    )
)
def test_planes_add_up_like_numbers(terms):
    levels = [bytes(planes.level(s[n], 1.0) if n in s else 0 for n in range(100)) for s, _ in terms]
    made = [(planes.from_levels(row), weight) for row, (_, weight) in zip(levels, terms, strict=True)]
    total = planes.weighted_sum(made)
    plain = {
        n: sum(w * min(1 + int(s[n] * planes.TOP), planes.TOP) for s, w in terms if n in s)
        for n in range(100)
    }
    assert {n: sum((plane >> n & 1) << bit for bit, plane in enumerate(total)) for n in range(100)} == plain
    everything = docsets.span(0, 100)
    assert list(planes.descending(total, everything)) == sorted(range(100), key=lambda n: (-plain[n], n))
    best = docsets.documents(planes.highest(total, everything, 10))
    assert len(best) >= 10
    assert min(plain[n] for n in best) >= max((plain[n] for n in range(100) if n not in best), default=0)


@given(st.text(max_size=40))
@example("\U0002ebe1")  # a Chinese character that older tables of Unicode do not know
def test_words_and_tokens_are_the_same(text):
    assert [word.text for word in words(text)] == tokens(text)
    assert all(fold(text[word.start : word.end]) == word.text for word in words(text))


def test_words_are_folded_as_people_type_them():
    assert tokens("Förster-Net, α-Rank & Ærø; ﬁne x² 強化 STRASSE straße") == [
        "forster", "net", "alpha", "rank", "aero", "fine", "x", "2", "強", "化", "strasse", "strasse",
    ]  # fmt: skip
    assert other_spellings("Max Müller and Åsa") == [(1, "mueller"), (3, "aasa")]
    assert [stem(word) for word in ("learning", "policies", "x2", "的")] == ["learn", "polici", "x2", "的"]


@given(st.text("abc", min_size=1, max_size=7), st.text("abc", min_size=1, max_size=7))
def test_neighbours_are_the_words_within_one_letter(a, b):
    assert (b in neighbours(a)) == distance_within(a, b, 1)


@given(st.lists(st.text("aÉ é世界-$\x01\x02", max_size=12), max_size=5), st.integers(1, 9))
def test_words_of_several_texts_are_the_words_of_each(texts, most):
    assert ended_tokens(texts, most) == [[*tokens(text)[:most], BREAK] for text in texts]


@pytest.mark.parametrize("code", ["I", "Q"])
@pytest.mark.parametrize("repeated", [0, 1, 3, 300])
def test_lists_of_places_are_taken_apart_all_at_once(code, repeated):
    dice = random.Random(repeated)
    lists = []
    for size in (1, 50, 2, 1, 30):
        documents = sorted({0, MOST - 1, *dice.sample(range(MOST), size)} if size > 1 else {0})
        lists.append(
            {n: sorted(dice.sample(range(POSITION + 1), dice.randint(1, 1 + repeated))) for n in documents}
        )
    places = [[n << BITS | at for n, positions in one.items() for at in positions] for one in lists]
    starts = [0, *accumulate(map(len, places))][:-1]
    found = parted(array(code, chain.from_iterable(places)), starts)
    assert found.documents.tolist() == list(chain.from_iterable(lists))
    assert list(found.counts) == [len(positions) for one in lists for positions in one.values()]
    assert found.ends == list(accumulate(map(len, lists)))
    expected = [b"".join(map(postings.position_item, one.values())) for one in lists]
    assert position_items(found, starts) == expected


@given(
    st.lists(
        st.dictionaries(
            st.integers(0, MOST - 1),
            st.sets(st.integers(0, 300) | st.integers(0, POSITION), min_size=1, max_size=5).map(sorted),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_values_made_at_once_are_those_made_one_by_one(lists):
    places = [[n << BITS | at for n in sorted(one) for at in one[n]] for one in lists]
    starts = [0, *accumulate(map(len, places))][:-1]
    found = parted(array("I", chain.from_iterable(places)), starts)
    plain = list(items_one_by_one(found))
    assert plain == [postings.position_item(one[n]) for one in lists for n in sorted(one)]
    assert b"".join(position_items(found, starts)) == b"".join(plain)
    assert found.documents == documents_one_by_one(array("I", chain.from_iterable(places)), found.firsts)


@given(st.lists(st.integers(1, 255), min_size=1, max_size=40))
def test_the_lengths_of_runs_are_found_all_at_once(lengths):
    firsts = b"".join(b"\1" + bytes(length - 1) for length in lengths)
    assert run_lengths(firsts) == b"".join(bytes([length]) + bytes(length - 1) for length in lengths)


@given(st.lists(st.sets(st.integers(0, 1 << 30) | st.integers(0, 999), min_size=1).map(sorted), min_size=1))
def test_differences_of_many_lists_are_those_of_each(lists):
    ends = list(accumulate(map(len, lists)))
    found = postings.pickled_steps_of(array("I", chain.from_iterable(lists)), [0, *ends[:-1]], ends)
    assert found == [postings.pickled_steps(one) for one in lists]
    assert [list(accumulate(pickle.loads(b"\x80\4" + raw + b"."))) for raw in found] == lists


@given(st.lists(st.tuples(*[st.integers(0, (1 << 31) - 1)] * FACTS)), st.integers(0, 255))
def test_rows_of_the_term_dictionary_are_what_struct_packs(facts, longest):
    rows = info_rows(array("q", chain.from_iterable(facts)), (1, longest))
    packed = [
        struct.pack("!BfIBBfIIqi", 0, weight, count, 1, longest, greatest, first, last, place, size)
        for weight, greatest, count, first, last, place, size in facts
    ]
    assert rows == b"".join(packed)


@given(st.sets(st.integers(0, 1 << 30), min_size=1).map(sorted))
def test_differences_add_up_to_the_numbers(ascending):
    steps = array("I", steps_of(array("I", ascending)))
    assert list(accumulate(steps)) == ascending
    assert steps.tolist()[1:] == [b - a for a, b in pairwise(ascending)]


@given(st.sets(st.text("abcé", min_size=1, max_size=6)), st.sets(st.text("abcé", min_size=1, max_size=6)))
def test_a_sieve_lets_all_its_terms_through(terms, others):
    assert terms & others <= set(sifted(others, memoryview(sieve_of(sorted(terms)))))


def test_a_sieve_holds_most_strangers_back():
    sieve = memoryview(sieve_of([f"known{n}" for n in range(5_000)]))
    assert sum(1 for _ in sifted((f"strange{n}" for n in range(10_000)), sieve)) < 10_000 / 50
