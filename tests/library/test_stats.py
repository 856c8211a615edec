"""The counts that people look at."""

from __future__ import annotations

from library import Library, ReadState, sample_path
from library.pace import pace
from library.stats import Count, without_gaps


def test_the_sample_in_numbers(library: Library) -> None:
    library.add(sample_path())
    newest = list(library.newest())
    library.star(newest[:2], True)
    library.set_note(newest[0], "a note")
    library.set_state(newest[:3], ReadState.READ)
    stats = library.statistics()
    assert (stats.papers, stats.with_code, stats.starred, stats.noted) == (50, 19, 2, 1)
    assert stats.categories[0] == Count("LG", 25, 8)
    assert sum(month.papers for month in stats.months) == 50
    assert [year.value for year in stats.years] == ["2026", "2025", "2024", "2023", "2022"]
    assert stats.authors[0].value == "Jakob Foerster"
    assert stats.states == (Count("read", 3),)
    assert sum(month.papers for month in stats.read) == 3


def test_authors_who_write_together(library: Library) -> None:
    library.add(sample_path())
    papers = [library.entry(key).paper for key in library.newest()]
    stats = library.statistics()
    assert stats.et_al == sum(paper.et_al for paper in papers) > 0
    first = stats.pairs[0]
    together = [paper for paper in papers if {first.one, first.other} <= set(paper.authors)]
    assert len(together) == first.papers > 1
    assert [pair.papers for pair in stats.pairs] == sorted((p.papers for p in stats.pairs), reverse=True)
    beside = library.coauthors(first.one)
    named = [name for paper in papers if first.one in paper.authors for name in paper.authors]
    assert Count(first.other, first.papers, sum(paper.has_code for paper in together)) in beside
    assert {count.value for count in beside} <= set(named) - {first.one}
    assert beside[0].papers == max(named.count(name) for name in set(named) - {first.one})
    assert library.coauthors(first.one, ["nothing-of-the-kind"]) == ()


def test_a_scope_counts_only_its_own(library: Library) -> None:
    library.add(sample_path())
    assert library.statistics(["nothing-of-the-kind"]).papers == 0


def test_months_have_no_gaps() -> None:
    months = without_gaps((Count("2025-11", 2), Count("2026-02", 1)))
    assert [(m.value, m.papers) for m in months] == [
        ("2025-11", 2), ("2025-12", 0), ("2026-01", 0), ("2026-02", 1),
    ]  # fmt: skip


def test_pace_says_how_long_it_will_take() -> None:
    assert pace(0, 100, 1.0) == ""
    assert pace(500, 1500, 2.0) == "500 of 1,500 papers · 33 % · 250/s · 4 s left"
