"""Given the text of a listing, these are the papers that it holds."""

from __future__ import annotations

import datetime as dt
import io

from parser import Problem, Record, is_doubtful, lines_of, read, read_text, survey

AS_OF = dt.date(2026, 11, 22)


def test_every_field_of_the_seed_is_read_as_it_should_be(real_listing):
    text, gold = real_listing("seed-50")

    listing = read_text(text, as_of=AS_OF)

    assert listing.problems == ()
    assert listing.assumed_year == 2026
    assert len(listing.records) == len(gold) == 50
    for record, expected in zip(listing.records, gold, strict=True):
        found = record.paper.to_json()
        assert {name: found[name] for name in expected if name in found} == {
            name: value for name, value in expected.items() if name in found
        }
        assert record.line == 3 * expected["n"] - 2


def test_both_passes_over_a_stream_give_what_a_text_in_memory_gives(real_listing):
    text, _ = real_listing("seed-50")
    data = text.encode()

    found = survey(lines_of(io.BytesIO(data)))
    parts = list(read(lines_of(io.BytesIO(data)), found, as_of=AS_OF))

    whole = read_text(text, as_of=AS_OF)
    assert tuple(part for part in parts if isinstance(part, Record)) == whole.records
    assert tuple(part for part in parts if isinstance(part, Problem)) == whole.problems
    assert found.papers == 50


def test_a_text_without_papers_says_what_a_listing_looks_like():
    listing = read_text("Dear Sir or Madam,\nno paper stands here.\n", as_of=AS_OF)

    assert listing.records == ()
    assert [str(problem) for problem in listing.problems] == [
        "line 1: text outside the papers (to line 2): Dear Sir or Madam, "
        "(left out; a paper starts with a line such as AIAug 12, 2024)",
        "no paper found (three lines make a paper: category and date (AIAug 12, 2024), "
        "title and authors, abstract)",
    ]


def test_the_users_own_cut_is_taken_and_is_sure():
    byline = "Transfer for the BellCNNGuruRaj Awate"
    text = f"LGMar 7, 2023\n{byline}\nOne line."
    doubted = read_text(text, as_of=AS_OF).records[0]
    assert doubted.byline == byline
    assert is_doubtful(doubted.confidence)

    chosen = read_text(text, as_of=AS_OF, cuts={byline: len("Transfer for the BellCNN")}).records[0]

    assert chosen.paper.title == "Transfer for the BellCNN"
    assert chosen.paper.authors == ("GuruRaj Awate",)
    assert chosen.confidence == 1
    assert chosen.paper.key != doubted.paper.key


def test_names_that_stand_alone_in_one_paper_help_to_cut_another():
    doubtful = "Notes on the theory of DeepWell MacArran, Ada Moreno"
    paper = f"LGMar 7, 2023\n{doubtful}\nOne line."
    other = "AIMar 8, 2023\nMore notes on theoryBen Okafor, Well MacArran\nOne line."

    assert read_text(f"{other}\n{paper}", as_of=AS_OF).records[1].paper.authors[0] == "Well MacArran"


def test_a_first_pass_may_skim(real_listing):
    text, _ = real_listing("seed-50")
    data = text.encode()
    assert survey(lines_of(io.BytesIO(data), skim=True)) == survey(lines_of(io.BytesIO(data)))
