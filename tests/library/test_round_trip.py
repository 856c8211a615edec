"""Out and in again: an export that is added to an empty library gives the same papers and the same marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from library import Entry, Library, Paths, ReadState, sample_path
from library.export import FORMATS
from parser.tex import to_unicode

SHARED = Path(__file__).parents[2].parent / "shared" / "listings"
READABLE = ["bibtex", "ris", "csl-json", "csv", "jsonl"]


def listing_of(name: str) -> Path:
    path = sample_path() if name == "sample" else SHARED / name
    if not path.is_file():
        pytest.skip("the real listings are not part of the project")
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, clock: Callable[[], dt.datetime]) -> Callable[[], Library]:
    return lambda: Library.open(Paths.under(tmp_path / "elsewhere"), now=clock)


def mark(library: Library) -> None:
    """Marks of every kind, on papers all over the library."""
    keys = list(library.newest())
    library.star(keys[::5], True)
    library.tag(keys[::3], ["later"])
    library.tag(keys[::4], ["to-cite"])
    library.set_state(keys[::7], ReadState.READ)
    library.set_state(keys[1::9], ReadState.NO)
    for number, key in enumerate(keys[::6]):
        library.set_note(
            key, f"Note {number}: 50% of {{x}} & \\alpha\n\n    indented\n- a list, with = signs"
        )


def facts(entry: Entry, exact: bool) -> dict[str, object]:
    """What has to survive; where LaTeX is not kept letter by letter, what it stands for."""
    text = (lambda t: t) if exact else (lambda t: " ".join(to_unicode(t).split()))
    paper = entry.paper
    return {
        "key": paper.key,
        "title": text(paper.title),
        "authors": tuple(map(text, paper.authors)),
        "et_al": paper.et_al,
        "category": paper.category,
        "date": paper.date,
        "code": paper.has_code,
        "affiliations": paper.affiliations,
        "abstract": text(paper.abstract),
        "starred": entry.starred,
        "state": entry.state,
        "tags": entry.tags,
        "note": entry.note,
    }


@pytest.mark.parametrize("listing", ["sample", "seed-50.txt", "dev-1k.txt"])
@pytest.mark.parametrize("format", READABLE)
def test_an_export_that_is_added_gives_the_same_library(
    library: Library, elsewhere: Callable[[], Library], tmp_path: Path, listing: str, format: str
) -> None:
    library.add(listing_of(listing), as_of=dt.date(2026, 11, 22))
    mark(library)
    keys = list(library.newest())
    exported = tmp_path / f"all{FORMATS[format].suffix}"
    exported.write_text("".join(library.export(keys, FORMATS[format])), newline="")
    with elsewhere() as other:
        report = other.add(exported)
        assert (report.new, report.problems) == (len(keys), [])
        exact = format != "bibtex"
        found = {entry.paper.key: facts(entry, exact) for entry in other.entries(list(other.newest()))}
        for entry in library.entries(keys):
            assert found[entry.paper.key] == facts(entry, exact)
        assert other.citation_keys(keys) == library.citation_keys(keys)
        assert other.undo() is not None, "taking over the marks is a step of its own"
        assert not any(row.starred for row in other.rows(keys))


BIBLIOGRAPHY = """
@misc{a, title={Apples}, author={Byron, Ada}, year={2024}, keywords={deep learning, fruit}}
@misc{b, title={Boats}, author={Weil, Kurt}, year={2024}, month=aug, keywords={Lakes, Deep; lake}}
@misc{c, title={Clouds}, author={Noether, Emmy}, date={2024-08-12}, keywords={Skies, High;}}
"""


@pytest.mark.parametrize("format", READABLE)
def test_keywords_and_dates_come_back_as_they_were(
    library: Library, elsewhere: Callable[[], Library], tmp_path: Path, format: str
) -> None:
    (tmp_path / "own.bib").write_text(BIBLIOGRAPHY)
    library.add(tmp_path / "own.bib")
    keys = list(library.newest())
    library.tag(keys[-1:], ["later", "fruit-salad"])
    exported = tmp_path / f"all{FORMATS[format].suffix}"
    exported.write_text("".join(library.export(keys, FORMATS[format])), newline="")

    def told(one: Library) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
        entries = one.entries(list(one.newest()))
        return [(e.paper.title, e.paper.date_known, e.paper.keywords, e.tags) for e in entries]

    assert told(library) == [
        ("Clouds", "2024-08-12", ("Skies, High",), ()),
        ("Boats", "2024-08", ("Lakes, Deep", "lake"), ()),
        ("Apples", "2024", ("deep learning", "fruit"), ("fruit-salad", "later")),
    ]
    with elsewhere() as other:
        other.add(exported)
        assert told(other) == told(library)


@pytest.mark.parametrize("format", READABLE)
def test_adding_an_export_to_its_own_library_changes_nothing(
    library: Library, tmp_path: Path, format: str
) -> None:
    library.add(listing_of("sample"))
    mark(library)
    keys = list(library.newest())
    before = list(library.entries(keys))
    exported = tmp_path / "own.txt"
    exported.write_text("".join(library.export(keys, FORMATS[format])), newline="")
    report = library.add(exported)
    assert report.new == 0
    after = list(library.entries(list(library.newest())))
    assert [facts(entry, True) for entry in after] == [facts(entry, True) for entry in before]
