"""One paper from several sources: found by identifier, merged field by field, seen and split again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from library import Library, LibraryError, ReadState

LISTING = "LGMar 1, 2024\nApples and pearsAda Byron, Kurt Weil, Emmy Noether et al. · mila\nWe weigh fruit.\n"
BIB = """@article{apples,
  title = {Apples and Pears: A Comparison},
  author = {Byron, Ada and Weil, Kurt and Noether, Emmy and Hopper, G.},
  journal = {Journal of Pomology}, year = {2024}, doi = {10.5555/pom.1}, eprint = {2403.00001},
  tags = {fruit}, annote = {From the bibliography},
}
"""
RIS = """TY  - JOUR
TI  - Apples and pears
AU  - Byron, A.
PY  - 2024
DO  - 10.5555/POM.1
AB  - We weigh fruit, and then we weigh it again with much greater care.
ER  -
"""


@pytest.fixture
def put(library: Library, tmp_path: Path) -> Callable[..., None]:
    """Adds a source: `put("a.bib", text)`."""

    def put(name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text)
        library.add(path)

    return put


def test_the_richer_source_wins_field_by_field(library: Library, put: Callable[..., None]) -> None:
    put("page.txt", LISTING)
    put("export.ris", RIS)
    (key,) = library.newest()
    paper = library.entry(key).paper
    assert (paper.authors, paper.et_al) == (("Ada Byron", "Kurt Weil", "Emmy Noether"), True)
    assert (paper.category, paper.affiliations, paper.doi) == ("LG", ("mila",), "10.5555/pom.1")
    assert paper.date_precision == "day"
    assert paper.abstract.endswith("much greater care.")
    assert library.entry(key).listings == ("page", "export")


def test_an_identifier_leads_to_the_paper_whatever_its_title(
    library: Library, put: Callable[..., None]
) -> None:
    put("export.ris", RIS)
    (key,) = library.newest()
    library.set_note(key, "mine")
    put("library.bib", BIB)
    assert list(library.newest()) == [key]
    entry = library.entry(key)
    assert len(entry.paper.authors) == 4
    assert entry.paper.venue == "Journal of Pomology"
    assert entry.note == "mine", "what she wrote stays, whatever a source brings"
    assert entry.tags == ("fruit",)
    assert library.merged() == [key]
    assert entry.merged
    assert [(v.listing, v.paper.title) for v in library.variants(key)] == [
        ("export", "Apples and pears"),
        ("library", "Apples and Pears: A Comparison"),
    ]


def test_two_entries_of_one_file_can_be_one_paper(library: Library, put: Callable[..., None]) -> None:
    other = (
        BIB.replace("apples", "apples2").replace(": A Comparison", ", Compared").replace("4}, doi", "4}, DOI")
    )
    put("library.bib", BIB + other)
    assert len(library.newest()) == 1
    assert len(library.variants(library.newest()[0])) == 2


def test_what_was_merged_can_be_split_and_put_together_again(
    library: Library, put: Callable[..., None]
) -> None:
    put("export.ris", RIS)
    (key,) = library.newest()
    library.star([key], True)
    put("library.bib", BIB)
    before = library.entry(key)
    assert library.split(key) is not None
    assert len(library.newest()) == 2
    (other,) = set(library.newest()) - {key}
    assert library.entry(key).paper.title == "Apples and pears"
    assert library.entry(key).starred
    assert library.entry(key).listings == ("export",)
    assert not library.entry(key).merged
    assert library.entry(other).paper.title == "Apples and Pears: A Comparison"
    assert library.entry(other).listings == ("library",)
    assert library.undo() is not None
    assert list(library.newest()) == [key]
    assert library.entry(key) == before
    assert library.redo() is not None
    assert len(library.newest()) == 2


def test_what_was_split_stays_split(library: Library, put: Callable[..., None]) -> None:
    put("export.ris", RIS)
    put("library.bib", BIB)
    (key,) = library.newest()
    library.split(key)
    put("library.bib", BIB.replace("Comparison", "comparison"))
    put("more.bib", BIB.replace("Noether, Emmy", "Noether, E."))
    assert len(library.newest()) == 2
    assert library.merged() == []


def test_a_paper_of_one_source_cannot_be_split(library: Library, put: Callable[..., None]) -> None:
    put("page.txt", LISTING)
    (key,) = library.newest()
    with pytest.raises(LibraryError, match="nothing to split"):
        library.split(key)


def test_a_newer_copy_of_one_source_changes_what_it_says(library: Library, put: Callable[..., None]) -> None:
    put("page.txt", LISTING)
    put("export.ris", RIS)
    (key,) = library.newest()
    put("page.txt", LISTING.replace("mila", "mila, deepmind"))
    assert library.entry(key).paper.affiliations == ("mila", "deepmind")
    assert library.entry(key).paper.doi == "10.5555/pom.1", "the other source still says so"


def test_marks_that_she_took_away_do_not_come_back(library: Library, put: Callable[..., None]) -> None:
    put("library.bib", BIB)
    (key,) = library.newest()
    library.tag([key], remove=["fruit"])
    library.set_note(key, "")
    put("library.bib", BIB + "\n% changed")
    put("again.bib", BIB)
    assert library.entry(key).tags == ()
    assert library.entry(key).note == ""


def test_marks_come_as_one_step(library: Library, put: Callable[..., None]) -> None:
    put("library.bib", BIB.replace("annote", "readstatus = {read}, relevance = {relevant}, annote"))
    (key,) = library.newest()
    entry = library.entry(key)
    assert (entry.starred, entry.state, entry.note) == (True, ReadState.READ, "From the bibliography")
    step = library.undo()
    assert step is not None
    assert step.text == "took over marks of 1 paper from library"
    entry = library.entry(key)
    assert (entry.starred, entry.state, entry.note, entry.tags) == (False, ReadState.UNREAD, "", ())


def test_the_publishers_keywords_are_found_and_are_no_tags(
    library: Library, put: Callable[..., None], tmp_path: Path
) -> None:
    put("library.bib", BIB.replace("tags = {fruit}", "keywords = {Pomology, Deep Learning}"))
    library.refresh_index()
    (key,) = library.newest()
    assert library.entry(key).paper.keywords == ("Pomology", "Deep Learning")
    assert library.tags() == []
    assert list(library.view("pomology").order) == [key]
    report = library.add(tmp_path / "library.bib", tag_keywords=True)
    assert (report.new, report.updated) == (0, 0)
    assert library.entry(key).tags == ("deep-learning", "pomology")
    assert library.undo() is not None
    assert library.tags() == []


def test_a_bibliography_keeps_its_citation_keys(library: Library, put: Callable[..., None]) -> None:
    put("library.bib", BIB)
    (key,) = library.newest()
    assert library.citation_keys([key]) == {key: "apples"}


def test_the_sample_has_no_say(library: Library, put: Callable[..., None]) -> None:
    from library import sample_path

    library.add(sample_path())
    key = library.newest()[0]
    paper = library.entry(key).paper
    put(
        "own.bib",
        f"@misc{{a, title={{{paper.title}}}, author={{{' and '.join(paper.authors)}}}, abstract={{My}}}}",
    )
    assert library.entry(key).paper.abstract == "My"
    assert library.variants(key) == []
