"""A shelf of small papers that every search test can read at a glance, and a user's marks on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pytest

from parser import Paper, PaperKey, paper_key
from search.answer import Sort

MakePaper = Callable[..., Paper]


@pytest.fixture(scope="session")
def make_paper() -> MakePaper:
    """A paper from its title and whatever else matters to the test."""

    def make(title: str, *authors: str, date: str = "2024-05-01", **other: object) -> Paper:
        authors = authors or ("Ann Author",)
        day = dt.date.fromisoformat(date) if date else None
        return Paper(paper_key(title, authors[0]), title, authors, date=day, **other)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def shelf(make_paper: MakePaper) -> list[Paper]:
    """Ten papers."""
    return [
        make_paper(
            "Hanabi as a world model benchmark", "Jakob Foerster", "Chris Lu", date="2024-05-02",
            category="AI", has_code=True, affiliations=("deepmind", "oxford"),
            abstract="We learn to cooperate in Hanabi. World models help; models of the world are learned.",
        ),
        make_paper(
            "Universal policies for games", "Chris Lu", "Jakob Förster", date="2024-01-15", category="LG",
            abstract="A survey of policies that generalize. Learning is universal, the universe is not.",
            links=("https://example.org/policies",), affiliations=("oxford",),
        ),
        make_paper(
            "A survey of reinforcement learning", "Wei Li", date="2023-06-30", category="LG", has_code=True,
            abstract="Reinforcement learners learn from reward. The learner explores.", affiliations=("mit",),
        ),
        make_paper(
            "Multi-agent learning with $\\alpha$-rank", "Wei Li Zhang", "Ann O'Brien", date="2022-11-05",
            category="MA", abstract="Multi agent systems need agents. An α-divergence is used.",
        ),
        make_paper(
            "强化学习的世界模型", "李雷", date="2025-02-01", category="AI", abstract="我们研究世界模型。",
        ),
        make_paper(
            "Regret minimisation", "Max Müller", "Åsa Øster", date="2021-03-03", category="hep-th",
            abstract="Regret and regrets; a model without world.", affiliations=("University of Oxford",),
        ),
        make_paper("On the world", "Ann Author", date="", category="LG", abstract="No date and no code."),
        make_paper(
            "World model pretraining", "Jakob Foerster", date="2025-02-01", category="LG", has_code=True,
            abstract="We pretrain a large world model on video.", affiliations=("deepmind",),
        ),
        make_paper(
            "Quantum fields", "J. Doe", date="2020-12-31", category="hep-th", abstract="Fields of quanta.",
            links=("https://example.org/q",),
        ),
        make_paper(
            "Graph networks", "Jane Roe", date="2023-06-01", category="lg", has_code=True,
            abstract="Graphs everywhere: a network of models.", affiliations=("google deepmind",),
        ),
    ]  # fmt: skip


class Marks:
    """What a user wrote, as plain dictionaries; the library's stand-in for the `Mine` protocol."""

    def __init__(self, marks: dict[tuple[str, str], set[PaperKey]], order: Sequence[PaperKey] = ()) -> None:
        self.marks, self._order, self.version = marks, order, 1

    def keys(self, field: str, value: str) -> Collection[PaperKey]:
        return self.marks.get((field, value), ())

    def values(self, field: str) -> Sequence[str]:
        fixed = {"is": ("starred", "unread", "reading", "read", "no", "new"), "has": ("note",)}
        return fixed.get(field) or [value for name, value in self.marks if name == field]

    def order(self, sort: Sort) -> Sequence[PaperKey]:
        return self._order


@pytest.fixture
def mine(shelf: list[Paper]) -> Marks:
    """Stars, read states, tags, notes and listings on the shelf."""
    keys = [paper.key for paper in shelf]
    marks = {
        ("is", "starred"): {keys[0], keys[2]},
        ("is", "new"): {keys[0], keys[7]},
        ("is", "read"): {keys[2], keys[3]},
        ("is", "unread"): set(keys) - {keys[2], keys[3]},
        ("has", "note"): {keys[1]},
        ("note", "baseline"): {keys[1]},
        ("tag", "later"): {keys[4], keys[5]},
        ("tag", "to read"): {keys[5]},
        ("in", "foerster"): {keys[0], keys[1], keys[7]},
        ("in", "all"): set(keys),
    }
    return Marks(marks, order=[keys[3], keys[1], keys[0]])


@pytest.fixture(scope="session")
def listings() -> Path:
    """The folder of real listings; tests that need it are skipped where it is absent."""
    folder = Path(__file__).parents[3] / "shared" / "listings"
    if not folder.is_dir():
        pytest.skip("the real listings are not here")
    return folder
