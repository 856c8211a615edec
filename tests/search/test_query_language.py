"""What can be written in the search bar, and which papers it finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser import Paper
from search.answer import Sort
from search.engine import Engine
from search.scan_engine import ScanEngine
from search.whoosh_engine import WhooshEngine


@pytest.fixture(scope="module", params=["scan", "index", "index with additions"])
def engine(request, shelf, tmp_path_factory) -> Engine:
    """Every query is asked of the plain scan, of an index, and of an index that grew."""
    if request.param == "scan":
        return ScanEngine(shelf)
    folder = tmp_path_factory.mktemp("index") / "index"
    if request.param == "index":
        return WhooshEngine.build(folder, shelf)
    engine = WhooshEngine.build(folder, [replace(paper, abstract="Another model.") for paper in shelf[:5]])
    engine.upsert(shelf[3:8])
    engine.upsert([*shelf[:3], *shelf[8:]])
    return engine


FINDS = [
    # words, their forms, phrases
    ("world model", {0, 5, 7}),
    ('"world model"', {0, 7}),
    ("world OR survey", {0, 1, 2, 5, 6, 7}),
    ("(hanabi OR survey) learn", {0, 1, 2}),
    ("learning", {0, 1, 2, 3}),
    ("world -model", {6}),
    ("world NOT model", {6}),
    ("multi-agent", {3}),
    ('"agent multi"', set()),
    ('"hanabi world"~3', {0}),
    # names, accents, other scripts, symbols
    ("foerster", {0, 1, 7}),
    ("förster", {0, 1, 7}),
    ("forster", {1}),
    ("muller", {5}),
    ("mueller", {5}),
    ("o'brien", {3}),
    ("世界模型", {4}),
    ("模世", set()),
    ("alpha", {3}),
    ("α", {3}),
    # fields
    ("author:foerster title:hanabi", {0}),
    ("abstract:regret", {5}),
    ("title:world", {0, 6, 7}),
    ("title:(hanabi OR regret)", {0, 5}),
    ('author:"Wei Li"', {2, 3}),
    ('author:"lu jakob"', set()),
    ("aff:deepmind", {0, 7, 9}),
    ('aff:"University of Oxford"', {5}),
    ("cat:lg", {1, 2, 6, 7, 9}),
    ("cat:AI,MA", {0, 3, 4}),
    ("cat:(AI OR MA)", {0, 3, 4}),
    ("-cat:LG,AI -cat:hep-th", {3}),
    ("code:yes", {0, 2, 7, 9}),
    ("has:code cat:LG", {2, 7, 9}),
    ("has:link", {1, 8}),
    # dates
    ("date:2024", {0, 1}),
    ("date:2023-06..2024-01", {1, 2, 9}),
    ("date:>=2025-01", {4, 7}),
    ("date:<2021", {8}),
    ("since:2024-05", {0, 4, 7}),
    ("until:2021-03-03", {5, 8}),
    ("year:2022..2023", {2, 3, 9}),
    ("year:2020,2025", {4, 7, 8}),
    ("month:2023-06", {2, 9}),
    # beginnings and misspellings
    ("generali*", {1}),
    ("universi*", {1, 5}),  # one stem: universal, University
    ("author:foer*", {0, 1, 7}),
    ("hanab~", {0}),
    ("reinforcment~", {2}),
    # what the user wrote
    ("is:starred", {0, 2}),
    ("is:read,unread is:new", {0, 7}),
    ("has:note", {1}),
    ("note:Baseline", {1}),
    ("tag:later", {4, 5}),
    ('tag:"to read"', {5}),
    ("in:foerster -is:starred", {1, 7}),
    # nothing asked
    ("", set(range(10))),
    ("sort:oldest", set(range(10))),
    (" - ", set(range(10))),
]


@pytest.mark.parametrize(("text", "expected"), FINDS, ids=[text or "(empty)" for text, _ in FINDS])
def test_a_query_finds(text, expected, shelf, mine, engine):
    answer = engine.search(text, mine)
    assert answer.problem is None
    assert {_number(shelf, key) for key in answer.order} == expected


TYPED = [
    ("world mod", {0, 5, 7}),
    ("learni", {0, 1, 2, 3}),
    ("multi-ag", {3}),
    ('"world mod', {0, 5, 7}),
    ("author:foe", {0, 1, 7}),
    ('author:"jakob fo', {0, 1, 7}),
    ("cat:A", {0, 4}),
    ("cat:hep", {5, 8}),
    ("is:star", {0, 2}),
    ("date:20", set(range(10))),
    ("title:", set(range(10))),
    ("sort:ol", set(range(10))),
    ("world -m", {0, 5, 6, 7}),
    ("(world hana", {0}),
    ("模", {4}),
]


@pytest.mark.parametrize(("text", "expected"), TYPED, ids=[text for text, _ in TYPED])
def test_the_last_word_is_a_beginning_while_it_is_typed(text, expected, shelf, mine, engine):
    answer = engine.search(text, mine, typing=True)
    assert answer.problem is None
    assert {_number(shelf, key) for key in answer.order} == expected


@pytest.mark.parametrize(
    ("text", "marked", "said"),
    [
        ("world foo:bar", "foo:", "no field foo"),
        ('world "open phrase', '"open phrase', "never closed"),
        ("a (b c", "(", "never closed"),
        ("a b) c", ")", "nothing is open"),
        ("a NOT NOT b", "NOT", "nothing stands here"),
        ("a OR (b NOT -c)", "NOT", "nothing stands here"),
        ("date:20x4", "date:20x4", "no date"),
        ("date:2024-13", "date:2024-13", "no date"),
        ("x sort:best", "sort:best", "does not know best"),
        ("is:great", "is:great", "does not know great"),
        ("cat:(LG OR AI) code:perhaps", "code:perhaps", "does not know perhaps"),
        ("is:(starred OR great)", "great", "does not know great"),
        ("author: x", "author:", "needs a value"),
    ],
)
def test_a_mistake_is_shown_where_it_is(text, marked, said, mine, engine):
    answer = engine.search(text, mine)
    assert answer.count == 0
    problem = answer.problem
    assert problem is not None
    assert text[problem.start : problem.end] == marked
    assert said in problem.what
    assert problem.hint


SIGNS = st.sampled_from(
    ["NOT", "AND", "OR", "-", "(", ")", "a", "-b", "cat:LG", '"x y"', "title:(", "is:", "~", "*"]
)


@given(
    st.text(max_size=60)
    | st.text('abc:()"-*~ ,.ORNOT20', max_size=40)
    | st.lists(SIGNS, max_size=9).map(" ".join),
    st.booleans(),
)
def test_no_text_breaks_the_search_bar(text, typing):
    from search.query import parse

    parsed = parse(text, typing=typing)
    assert parsed.tree is not None
    if parsed.problem:
        assert 0 <= parsed.problem.start <= parsed.problem.end <= max(len(text), 1)


def test_a_thousand_brackets_are_a_mistake_not_a_crash(mine, engine):
    assert engine.search("(" * 1000 + "a" + ")" * 1000, mine).problem


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", 7), ("oldest", 8), ("title", 2), ("author", 6), ("added", 3)],
)
def test_results_come_in_the_order_asked_for(sort, first, shelf, mine, engine):
    assert _number(shelf, engine.search(f"sort:{sort}", mine).order[0]) == first
    by_argument, by_text = engine.search("", mine, sort=Sort(sort)), engine.search(f"sort:{sort}", mine)
    assert list(by_argument.order) == list(by_text.order)


def test_papers_without_a_date_come_last_whichever_way(shelf, mine, engine):
    for sort in ("newest", "oldest"):
        assert _number(shelf, engine.search(f"sort:{sort}", mine).order[-1]) == 6


@pytest.mark.parametrize("text", [text for text, _ in FINDS])
def test_every_engine_gives_the_same_facets(text, shelf, mine, engine):
    expected = ScanEngine(shelf).search(text, mine)
    answer = engine.search(text, mine)
    assert answer.total == expected.total
    for facet, wanted in zip(answer.facets, expected.facets, strict=True):
        if isinstance(engine, WhooshEngine) and len(engine.parts) > 1 and facet.field in ("author", "aff"):
            # Equals come in the order of the first part until the next build.
            assert (sorted(facet.values), facet.distinct) == (sorted(wanted.values), wanted.distinct)
        else:
            assert facet == wanted


def test_a_scope_bounds_everything(shelf, mine, engine):
    answer = engine.search("world", mine, scope=["Foerster"])
    assert answer.total == 3
    assert {_number(shelf, key) for key in answer.order} == {0, 7}


def _number(shelf: list[Paper], key: str) -> int:
    return next(n for n, paper in enumerate(shelf) if paper.key == key)


WORDS = st.lists(
    st.sampled_from(["world", "models", "learning", "r2", "a", "not", "or", "the", "x"]), max_size=5
)


@given(WORDS.map(" ".join), st.sampled_from(["", " ", "  "]), st.booleans())
def test_words_alone_are_understood_without_the_parser(text, end, typing):
    from search.grammar import parsed
    from search.plain_query import plain_tree
    from search.trees import leaves_of

    short, plain = plain_tree(text + end, typing), parsed(text + end, typing).tree
    assert (short is None) == (not text or end == "  ")
    if short is not None:
        assert repr(short) == repr(plain)
        facts = [[(leaf.written, leaf.whole) for leaf, _ in leaves_of(tree)] for tree in (short, plain)]
        assert facts[0] == facts[1]
