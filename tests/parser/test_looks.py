"""What words look like, and what can be counted of them."""

from __future__ import annotations

import json
import lzma
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from parser.looks import camel_pieces, ending, look, name_look, style_of
from parser.spelling import Spelling, trigrams
from parser.train import Counts, main
from parser.wordstats import read_stats, word_stats

GOLD = [
    {"title": "Learning to Wait for Slow Rewards", "authors": ["Ada Moreno", "Seung-Ho Kim"], "et_al": False},
    {"title": "Counting loops with a SAT solver", "authors": ["F. A. Haddad"], "et_al": False},
    {"title": "Patience for slow LLMs", "authors": ["Ada Novak", "Ada Rossi", "SeungHo Lee"], "et_al": True},
]


@pytest.mark.parametrize(
    ("word", "shape", "pieces"),
    [
        ("learning", "x", ("learning",)),
        ("Learning,", "Xxx", ("learning",)),
        ("LLMs", "XXs", ("LLMs".lower(),)),
        ("(SLAM)", "XXX", ("SLAM",)),
        ("AutoAugment", "XxXx", ("auto", "augment")),
        ("MaxSAT", "XxXX", ("max", "SAT")),
        ("Jun-Ho", "X-X", ("jun", "ho")),
        ("A.", "X.", ("a",)),
        ("J.-P.", "X.X.", ("j", "p")),
        ("$k$-means", "math", ("k", "means")),
        ("GPT-4", "X9", ("GPT", "4")),
        ("O'Brien", "X'x", ("o", "brien")),
        ("Иванов", "Xxx", ("иванов",)),
        ("张伟", "caseless", ("张伟",)),
    ],
)
def test_shape_and_pieces(word: str, shape: str, pieces: tuple[str, ...]) -> None:
    assert look(word) == (shape, pieces)


def test_two_capitals_of_a_name_are_two_initials() -> None:
    assert name_look("JF").pieces == ("j", "f")
    assert look("AI").pieces == ("AI",)


def test_camel_case_is_parted_where_words_begin() -> None:
    assert camel_pieces("SATSolver") == ["SAT", "Solver"]
    assert camel_pieces("plain") == ["plain"]


def test_ends_of_titles() -> None:
    assert [ending(word) for word in ("Yes!", "4", "J.", "end.", "Solo-", "(c)")] == [
        "!",
        "a",
        "I.",
        ".",
        "-",
        ")",
    ]


def test_styles_of_titles() -> None:
    assert style_of("Counting loops with care".split()) == "s"
    assert style_of("Counting Loops With Care".split()) == "t"
    assert style_of("COUNTING LOOPS WITH CARE".split()) == "U"
    assert style_of(["On", "it"]) == "-"


def test_spelling_tells_one_kind_of_words_from_another() -> None:
    one, other = (Spelling(dict.fromkeys(trigrams(word), 1)) for word in ("abab", "xyxy"))
    assert one.log_probability("ababab") > other.log_probability("ababab")
    assert one.log_probability("xyx") < other.log_probability("xyx")
    assert one.log_probability("abab") > one.log_probability("ababab")


def test_the_table_knows_words_of_titles_and_of_names() -> None:
    stats = word_stats()
    assert stats.knows_in_titles("learning")
    assert not stats.knows_in_titles("jakob")
    assert stats.given("Jakob", "-") > stats.given("Learning", "-")
    assert stats.end("Learning", "t") > stats.end("Jakob", "t")


def test_equal_papers_give_equal_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps(paper) + "\n" for paper in GOLD)
    (tmp_path / "gold.jsonl").write_text(lines)
    (tmp_path / "gold.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    for gold, folder in [("gold.jsonl", "one"), ("gold.jsonl.xz", "other")]:
        monkeypatch.setattr(sys, "argv", ["train", str(tmp_path / gold), "--to", str(tmp_path / folder)])
        main()

    tables = [
        sorted((file.name, file.read_bytes()) for file in (tmp_path / folder).iterdir())
        for folder in ("one", "other")
    ]
    assert tables[0] == tables[1]
    assert (tmp_path / "one" / "words.txt").read_text().splitlines()[1:] == ["ada 0 0 3 0 0"]


def test_what_was_counted_can_be_read(tmp_path: Path) -> None:
    counts = Counts()
    for paper in GOLD * 3:
        counts.add(paper["title"], paper["authors"], paper["et_al"])
    counts.write(tmp_path)
    stats = read_stats(tmp_path)
    assert stats.knows_in_titles("loops")
    assert stats.given("Ada", "-") > stats.given("Loops", "-")
    assert stats.given("SeungHo", "-") > stats.given("SlowLoops", "-")
    assert stats.name_count(1) > stats.name_count(3)


def test_the_table_stays_small_and_readable() -> None:
    tables = {file.name: file.read_text("utf-8") for file in (files("parser") / "data").iterdir()}
    assert sorted(tables) == ["shapes.txt", "trigrams.txt", "words.txt"]
    assert sum(len(text.encode()) for text in tables.values()) < 1_000_000
    assert all(text.startswith("# Counted by parser/train.py") for text in tables.values())
