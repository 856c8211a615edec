"""Sources other than listings: known by content, read to the last whole record, problems with their lines."""

from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser import NotTextError, Paper, Problem, Record
from parser.readers import Format, format_of, read
from parser.readers.fields import arxiv_id_in, date_in, doi_in, spoken
from parser.readers.latex import from_latex

SAMPLES = Path(__file__).parent / "samples"


def items(content: bytes | str) -> tuple[Format, list[Record], list[Problem]]:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    format = format_of(stream)
    found = list(read(stream, format)) if format is not Format.LISTING else []
    records = [item for item in found if isinstance(item, Record)]
    return format, records, [item for item in found if isinstance(item, Problem)]


def papers(content: bytes | str) -> list[Paper]:
    return [record.paper for record in items(content)[1]]


@pytest.mark.parametrize(
    ("name", "format", "count"),
    [
        ("library.bib", Format.BIBTEX, 5),
        ("export.ris", Format.RIS, 3),
        ("csl.json", Format.JSON, 3),
        ("semantic-scholar.json", Format.JSON, 2),
        ("openalex.json", Format.JSON, 2),
        ("openreview.json", Format.JSON, 2),
        ("daily-papers.json", Format.JSON, 2),
        ("snapshot.jsonl", Format.JSON, 2),
        ("table.csv", Format.CSV, 3),
        ("api.atom", Format.FEED, 2),
        ("daily.rss", Format.FEED, 2),
        ("daily.mail", Format.MAIL, 3),
    ],
)
def test_each_format_is_known_by_its_content_and_read_whole(name: str, format: Format, count: int) -> None:
    found, records, problems = items((SAMPLES / name).read_bytes())
    assert found is format
    assert (len(records), problems) == (count, [])
    for record in records:
        paper = record.paper
        assert paper.title
        assert paper.authors
        assert paper.date
        assert record.line > 0
        assert paper.abstract or format in (Format.BIBTEX, Format.CSV)
        assert paper.doi or paper.arxiv_id or paper.url


def test_bibtex_in_every_dialect() -> None:
    plain, old, scholar, dblp, biblatex = papers((SAMPLES / "library.bib").read_bytes())
    assert plain.title == "Weighing the Étale LLM: $O(n^2)$ Fruit & More"
    assert plain.authors == ("Ada Byron", "Jan van der Berg", "The Orchard Collaboration", "Kurt Gödel Jr.")
    assert plain.et_al
    assert (plain.venue, plain.date, plain.date_precision) == (
        "Journal of Pomology, Series B",
        dt.date(2024, 8, 1),
        "month",
    )
    assert plain.doi == "10.5555/pom.2024.8"
    assert (old.authors, old.date_precision) == (("Grace Hopper", "Søren Łukasz"), "year")
    assert (scholar.arxiv_id, scholar.venue) == ("2401.00001", None)
    assert (dblp.arxiv_id, dblp.venue) == ("2402.00002", None)
    assert (biblatex.title, biblatex.date) == ("Main Title: And a Subtitle", dt.date(2023, 5, 6))
    assert (biblatex.category, biblatex.arxiv_id) == ("LG", "2305.00003")


def test_bibtex_goes_on_behind_a_broken_entry() -> None:
    text = (
        "@misc{a,\n title={A {b},\n author={X}\n\n@misc{b, title={Whole}, author={A B}}\n@misc{c, year=2}\n"
    )
    _, records, problems = items(text)
    assert [(record.paper.title, record.line) for record in records] == [("Whole", 5)]
    assert [problem.line for problem in problems] == [1, 6]
    assert "a broken entry" in problems[0].what


def test_bibtex_keeps_its_keys_tags_and_notes() -> None:
    text = "@misc{Key:1, title={A}, tags={to cite, later}, annote={One\n\n  two}, readstatus={skimmed}}"
    (record,) = items(text)[1]
    assert record.citation_key == "Key:1"
    assert record.written.tags == ("to cite", "later")
    assert (record.written.note, record.written.state) == ("One\n\n  two", "reading")


@pytest.mark.parametrize(
    ("source", "keywords", "tags"),
    [
        ("@misc{a, title={A}, keywords={deep learning, fruit, fruit}}", ("deep learning", "fruit"), ()),
        ("@misc{a, title={A}, keywords={fruit, later}, mendeley-tags={later}}", ("fruit",), ("later",)),
        ("TY  - JOUR\nTI  - A\nKW  - fruit\nKW  - Seas, Deep\nC5  - x\nER  - ", ("fruit", "Seas, Deep"), ()),
        ('[{"type": "article", "title": "A", "issued": 0, "keyword": "fruit, sea"}]', ("fruit", "sea"), ()),
        ('{"title": "A", "keywords": ["fruit"], "tags": ["later"]}', ("fruit",), ("later",)),
        ("title,year,manual tags,automatic tags\nA,2020,later,fruit\n", ("fruit",), ("later",)),
        ('{"title": "A", "authorships": [], "keywords": [{"display_name": "Fruit"}]}', ("Fruit",), ()),
    ],
)  # fmt: skip
def test_keywords_are_the_publishers_and_tags_the_persons(
    source: str, keywords: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    (record,) = items(source)[1]
    assert (record.paper.keywords, record.written.tags) == (keywords, tags)


def test_what_a_database_puts_where_notes_go_is_no_note() -> None:
    text = (
        "TY  - JOUR\nTI  - A\nN1  - Export Date: 5 May 2024; Cited By: 3\nN1  - mine\nC1  - Oslo\n"
        "N1  - References: One, A., On it (2017) It, 29;\nTwo, B., On that (2018) That, 3\nER  - "
    )
    (record,) = items(text)[1]
    assert (record.written.note, record.paper.category) == ("mine", "")


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("@misc{a, title={A}, year=2024}", "2024"),
        ("@misc{a, title={A}, year={2024}, month=aug}", "2024-08"),
        ("@misc{a, title={A}, year={2024}, month={August}, day={3}}", "2024-08-03"),
        ('@misc{a, title={A}, year={2024}, month=jul # "~4"}', "2024-07-04"),
        ("@misc{a, title={A}, year={2024}, month={4 July}}", "2024-07-04"),
        ("@misc{a, title={A}, year={2024}, month={Spring}}", "2024"),
        ("@misc{a, title={A}, date={2024-08/2024-09}}", "2024-08"),
        ("@misc{a, title={A}, date={2024-21}}", "2024"),
        ("TY  - JOUR\nTI  - A\nPY  - 2024\nER  - ", "2024"),
        ("TY  - JOUR\nTI  - A\nPY  - 2024\nDA  - 2024/08//\nER  - ", "2024-08"),
        ("TY  - JOUR\nTI  - A\nPY  - 2024\nDA  - AUG 12\nER  - ", "2024-08-12"),
        ("TY  - JOUR\nTI  - A\nY1  - 2024/08/12/Summer\nER  - ", "2024-08-12"),
        ("TY  - JOUR\nTI  - A\nDA  - 2024/08//undefined\nPY  - 2024\nER  - ", "2024-08"),
        ('[{"type": "article", "title": "A", "issued": {"date-parts": [[2024]]}}]', "2024"),
        ('[{"type": "article", "title": "A", "issued": {"date-parts": [["2024", "8"]]}}]', "2024-08"),
        ('[{"type": "article", "title": "A", "issued": {"raw": "2024-08-12"}}]', "2024-08-12"),
        ("title,date\nA,2024-08\n", "2024-08"),
    ],
)
def test_a_date_is_as_long_as_its_source_knew_it(source: str, known: str) -> None:
    (paper,) = papers(source)
    assert paper.date_known == known
    assert paper.date is not None
    assert paper.date.isoformat() == (known + "-01-01")[:10]


def test_many_entries_stream_with_their_strings() -> None:
    text = '@string{j = "Journal"}\n' + "".join(
        f"@article{{k{n},\n  title = {{Paper number {n}}},\n  journal = j,\n}}\n" for n in range(450)
    )
    _, records, problems = items(text)
    assert problems == []
    assert {record.paper.venue for record in records} == {"Journal"}
    assert [record.line for record in records] == [2 + 4 * n for n in range(450)]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"G{\"o}del, \'Ecole, {\'E}t\'e, \v{C}ech", "Gödel, École, Été, Čech"),
        (r"Stra{\ss}e \o re, na\"{\i}ve", "Straße øre, naïve"),
        (r"{LLM}s for {{GPT}-4}", "LLMs for GPT-4"),
        (r"$\mathcal{O}(n)$ and \emph{this {one}}", r"$\mathcal{O}(n)$ and \emph{this one}"),
        (r"50\% of \$5 \& \#1 in a\_b~c", "50% of $5 & #1 in a_b c"),
        (r"\textasciitilde{}\textbraceleft{}\{x\}\textbackslash{}", "~{{x}\\"),
        ("plain", "plain"),
    ],
)
def test_latex_of_a_bibliography_is_text(latex: str, text: str) -> None:
    assert from_latex(latex) == text


def test_ris_takes_what_programs_make_of_it() -> None:
    text = (
        "junk before\nTY  - JOUR\nTI  - One\nAU  - Byron, Ada\nAU  - Downey, Robert, Jr.\nAU  - et al.\n"
        "DA  - 2024/08//\nAB  - goes\n  on\nN1  - a\nN1  - \nN1  - b\n"
        "UR  - https://doi.org/10.5555/X.1\nER  - \n"
        "TY - CONF\nT1 - No end\nPY - 2020///\n"
    )
    _, (one, two), problems = items(text)
    assert one.paper.authors == ("Ada Byron", "Robert Downey Jr.")
    assert one.paper.et_al
    assert (one.paper.date_precision, one.paper.abstract, one.paper.doi) == (
        "month",
        "goes on",
        "10.5555/x.1",
    )
    assert one.written.note == "a\n\nb"
    assert (two.paper.title, two.paper.date) == ("No end", dt.date(2020, 1, 1))
    assert [problem.line for problem in problems] == [1, 17]


def test_ris_text_before_the_first_field_of_a_second_record_is_told() -> None:
    _, records, problems = items("TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nof what?\nTI  - Two\nER  - \n")
    assert [record.paper.title for record in records] == ["One", "Two"]
    assert [str(problem) for problem in problems] == [
        "line 5: text before the first field of a record: of what? (left out)"
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_with_other_delimiters_and_headers(delimiter: str) -> None:
    header = delimiter.join(('"Document Title"', "Author", "Publication Year", "DOI"))
    row = delimiter.join(('"On; commas, and ""quotes"""', '"Byron, Ada; Weil, Kurt"', "2020", "10.5555/1"))
    format, (record,), problems = items(f"{header}\n{row}\n\n")
    assert (format, problems) == (Format.CSV, [])
    assert record.paper.title == 'On; commas, and "quotes"'
    assert record.paper.authors == ("Ada Byron", "Kurt Weil")
    assert record.line == 2


def test_json_of_unknown_shape_and_broken_json_are_problems() -> None:
    good = json.dumps({"title": "A", "authors": ["Ada Byron"], "year": 2020})
    _, records, problems = items(f'[{good},\n {{"id": 3}},\n {{"title": "B"')
    assert [record.paper.title for record in records] == ["A"]
    assert [problem.line for problem in problems] == [2, 3]
    _, records, problems = items(f"{good}\n{{broken\n{good.replace('A', 'B', 1)}\n")
    assert [record.line for record in records] == [1, 3]
    assert [problem.line for problem in problems] == [2]


def test_deep_nesting_and_wrong_types_do_no_harm() -> None:
    assert items("[" * 200_000)[1] == []
    odd = {
        "title": ["A"],
        "authors": [1, None, {"name": 3}],
        "year": True,
        "abstract": {"x": 1},
        "links": "x",
    }
    (paper,) = papers(json.dumps([odd]))
    assert paper.title == "A"
    assert items(json.dumps([{"paper": 1}, 3, None, "x", [], {"content": []}]))[1] == []


def test_a_feed_with_entities_of_its_own_is_not_read() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n'
        "<feed><entry><title>&b;</title></entry></feed>"
    )
    format, records, problems = items(bomb)
    assert (format, records) == (Format.FEED, [])
    assert "entities" in problems[0].what


def test_a_feed_that_was_cut_gives_its_whole_entries() -> None:
    whole = (SAMPLES / "api.atom").read_text()
    _, records, problems = items(whole[: whole.rindex("<summary>") + 20])
    assert len(records) == 1
    assert "the feed is broken" in problems[0].what


def test_an_error_of_arxivs_api_is_told() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#bad</id>'
        "<title>Error</title><summary>incorrect id format for x</summary></entry></feed>"
    )
    assert "incorrect id format for x" in items(text)[2][0].what


def test_a_paper_that_stands_twice_is_given_once() -> None:
    text = "@misc{a, title={One Title}, author={A B}}\n@misc{b, title={One title}, author={C. B}}\n"
    _, records, problems = items(text)
    assert len(records) == 1
    assert "the same paper as in line 1" in problems[0].what


def test_a_listing_is_a_listing_whatever_it_talks_about() -> None:
    text = (
        "LGMar 1, 2024\nA titleAda Byron\nWe parse @article{x} and TY - JOUR, {json}, title,author tables.\n"
    )
    assert items(text)[0] is Format.LISTING
    assert items("AIAug 12, 2024Code\n[Re] Replicating {things}Ada Byron\nWe.\n")[0] is Format.LISTING


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("arXiv:2408.06292v3", "2408.06292"),
        ("http://arxiv.org/abs/cs.LG/0112017v1", "cs/0112017"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("12345.67890123", None),
        ("", None),
    ],
)
def test_arxiv_identifiers(text: str, identifier: str | None) -> None:
    assert arxiv_id_in(text) == identifier


def test_dois_dates_and_names_have_one_form() -> None:
    assert doi_in("https://doi.org/10.1038/ABC.1%2F2.") == "10.1038/abc.1/2"
    assert doi_in("none") is None
    assert date_in("2024-02-31") == (dt.date(2024, 2, 1), "2024-02")
    assert date_in("2024/8") == (dt.date(2024, 8, 1), "2024-08")
    assert date_in("in 2024, perhaps") == (dt.date(2024, 1, 1), "2024")
    assert date_in("0000") == (None, "")
    assert [spoken(n) for n in ("Byron, Ada", "Byron, Jr., Ada", "Byron, Ada, Jr.", "Ada Byron")] == [
        "Ada Byron",
        "Ada Byron Jr.",
        "Ada Byron Jr.",
        "Ada Byron",
    ]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_stop_a_reader(content: bytes) -> None:
    for start in (b"", b"@misc{a,title={", b"TY  - JOUR\nTI  - x\n", b'{"title":', b"[{", b"<feed><entry>",
                  b"title,author\n", b"arXiv:2408.06292\nTitle: x\nAuthors: y\n"):  # fmt: skip
        with suppress(NotTextError):
            items(start + content)


@settings(deadline=None)
@given(st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())), st.data())
def test_a_damaged_source_gives_clean_records_or_problems(name: str, data: st.DataObject) -> None:
    content = bytearray((SAMPLES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    records: list[Record] = []
    problems: list[Problem] = []
    with suppress(NotTextError):
        _, records, problems = items(bytes(content))
    for record in records:
        texts = (record.paper.title, *record.paper.authors, record.paper.abstract, record.written.note)
        assert not any(c in text for text in texts for c in "\x1b\x07\x9b\u202e")
    assert all(problem.line >= 0 for problem in problems)
