"""Pages come damaged. Given what copying does to them, this is what is read, and what a person is told."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata

from parser import Listing, Paper, Problem, is_doubtful, lines_of, read_text, survey

AS_OF = dt.date(2026, 11, 22)

FIRST = [
    "LGMar 7, 2023Code",
    "Learning to Wait for Slow RewardsAda Moreno, Ben Okafor, Chiara Rossi et al. · oxford, mila",
    "We study agents that are paid late. A simple trick makes them patient, and the code is short.",
]
SECOND = [
    "AIJun 3",
    "Maps of Words that Nobody SaidDana Novak, Erik Lindqvist",
    "Silence is a signal. We draw maps of it and find that the maps agree with each other.",
]
THIRD = [
    "hep-thAug 12, 2024",
    "Counting loops without a pencilFatima Haddad",
    "Loops can be counted by hand. We show a way that needs no hand and no pencil either.",
]


def listing(*lines: str | list[str], end: str = "\n") -> Listing:
    flat = [part for line in lines for part in ([line] if isinstance(line, str) else line)]
    return read_text(end.join(flat), as_of=AS_OF)


def papers(found: Listing) -> list[Paper]:
    return [record.paper for record in found.records]


def told(found: Listing) -> list[str]:
    return [str(problem) for problem in found.problems]


WHOLE = papers(listing(FIRST, SECOND, THIRD))


def test_without_damage_there_is_nothing_to_tell() -> None:
    found = listing(FIRST, SECOND, THIRD)
    assert told(found) == []
    assert [(paper.title, paper.authors, paper.et_al, paper.affiliations) for paper in papers(found)] == [
        (
            "Learning to Wait for Slow Rewards",
            ("Ada Moreno", "Ben Okafor", "Chiara Rossi"),
            True,
            ("oxford", "mila"),
        ),
        ("Maps of Words that Nobody Said", ("Dana Novak", "Erik Lindqvist"), False, ()),
        ("Counting loops without a pencil", ("Fatima Haddad",), False, ()),
    ]
    assert [paper.date for paper in papers(found)] == [
        dt.date(2023, 3, 7),
        dt.date(2026, 6, 3),
        dt.date(2024, 8, 12),
    ]


def test_blank_lines_between_papers_and_between_their_lines() -> None:
    spread = [line for paper in (FIRST, SECOND, THIRD) for line in (*paper, "", "")]
    found = listing("", spread)
    assert (papers(found), told(found)) == (WHOLE, [])
    double = [part for paper in (FIRST, SECOND, THIRD) for line in paper for part in (line, "")]
    found = listing(double)
    assert (papers(found), told(found)) == (WHOLE, [])


def test_line_ends_of_windows_and_of_old_macs() -> None:
    for end in ("\r\n", "\r"):
        found = listing(FIRST, SECOND, THIRD, end=end)
        assert (papers(found), told(found)) == (WHOLE, [])


def test_a_byte_order_mark() -> None:
    found = listing("\ufeff" + FIRST[0], FIRST[1:], SECOND, THIRD)
    assert (papers(found), told(found)) == (WHOLE, [])


def test_trailing_spaces() -> None:
    found = listing([f" {line}  \t" for line in (*FIRST, *SECOND, *THIRD)])
    assert (papers(found), told(found)) == (WHOLE, [])


def test_non_breaking_spaces() -> None:
    found = listing([f"\u00a0{line.replace(' ', chr(0xA0))}" for line in (*FIRST, *SECOND, *THIRD)])
    assert (papers(found), told(found)) == (WHOLE, [])


def test_a_header_and_a_footer_around_the_papers() -> None:
    found = listing("A Lab of Things", "Publications", FIRST, SECOND, THIRD, "", "Next page", "© 2026 A Lab")
    assert papers(found) == WHOLE
    assert told(found) == [
        "line 1: text outside the papers (to line 2): A Lab of Things "
        "(left out; a paper starts with a line such as AIAug 12, 2024)",
        "line 13: text outside the papers (to line 14): Next page "
        "(left out; a paper starts with a line such as AIAug 12, 2024)",
    ]


def test_two_pages_pasted_one_after_the_other() -> None:
    found = listing("Page one", FIRST, "Contact us", "Page two", SECOND, THIRD)
    assert papers(found) == WHOLE
    assert [problem.line for problem in found.problems] == [1, 5]
    assert "(to line 6): Contact us" in told(found)[1]


def test_an_abstract_that_is_broken_to_fit_a_window() -> None:
    broken = [
        "We study agents that are paid",
        "late. A simple trick makes them",
        "patient, and the code is short.",
    ]
    found = listing(FIRST[:2], broken, SECOND, THIRD)
    assert papers(found) == WHOLE
    assert told(found) == [
        "line 2: the abstract was put together from 3 lines "
        "(check that its end belongs to it; elsewhere in this listing it is one line)"
    ]


def test_where_every_abstract_is_broken_nothing_is_odd_about_it() -> None:
    broken = [(*lines[:2], *lines[2].replace(". ", ".\n").split("\n")) for lines in (FIRST, SECOND, THIRD)]
    found = listing([line for lines in broken for line in lines])
    assert (papers(found), told(found)) == (WHOLE, [])


def test_a_missing_abstract() -> None:
    found = listing(FIRST, SECOND[:2], THIRD)
    assert [paper.abstract for paper in papers(found)] == [FIRST[2], "", THIRD[2]]
    assert told(found) == ["line 5: no abstract (the paper was kept without one)"]


def test_a_missing_category() -> None:
    found = listing(FIRST, SECOND, THIRD[0].removeprefix("hep-th"), THIRD[1:])
    assert [paper.category for paper in papers(found)] == ["LG", "AI", ""]
    assert told(found) == ["line 7: no category (the paper was kept without one)"]


def test_a_missing_date() -> None:
    found = listing(FIRST, SECOND, "hep-th", THIRD[1:])
    assert [paper.date for paper in papers(found)] == [dt.date(2023, 3, 7), dt.date(2026, 6, 3), None]
    assert told(found) == ["line 7: no date (the paper was kept without one)"]


def test_a_day_that_the_calendar_does_not_have() -> None:
    found = listing("AIFeb 31, 2024", FIRST[1:])
    assert papers(found)[0].date is None
    assert told(found) == ["line 1: no such day: Feb 31, 2024 (the paper was kept without a date)"]


def test_a_missing_title() -> None:
    found = listing(FIRST, "AIJan 5, 2024", SECOND, THIRD)
    assert papers(found) == WHOLE
    assert told(found) == [
        "line 4: a date without a title (left out; check whether lines are missing below it)"
    ]


def test_an_abstract_in_the_place_of_the_title() -> None:
    prose = "We study agents that are paid late, and we wait. " * 10
    found = listing(FIRST, "AIJan 5, 2024", prose, SECOND, THIRD)
    assert papers(found) == WHOLE
    assert told(found) == [
        "line 5: neither title nor authors: We study agents that are paid late, and we wait. We study ag ... "
        "(left out; check whether the line with the title is missing above it)"
    ]


def test_missing_authors() -> None:
    found = listing(FIRST[0], "A title that stands all alone", FIRST[2])
    assert papers(found)[0].title == "A title that stands all alone"
    assert papers(found)[0].authors == ()
    assert found.records[0].confidence == 0
    assert told(found) == ["line 2: no author found behind the title (move the cut by hand)"]


def test_code_in_another_place() -> None:
    for head, byline in [
        (["LG Mar 7, 2023 Code"], FIRST[1]),
        (["CodeLGMar 7, 2023"], FIRST[1]),
        (["LGCodeMar 7, 2023"], FIRST[1]),
        (["LGMar 7, 2023", "Code"], FIRST[1]),
        (["LGMar 7, 2023"], FIRST[1] + "Code"),
        (["LGMar 7, 2023"], FIRST[1] + "\nCode"),
    ]:
        found = listing(head, byline, FIRST[2], SECOND, THIRD)
        assert (papers(found), told(found)) == (WHOLE, []), head


def test_code_above_each_paper_that_has_it() -> None:
    found = listing("Code", "LGMar 7, 2023", FIRST[1:], SECOND, "Code", THIRD)
    assert [paper.has_code for paper in papers(found)] == [True, False, True]
    assert told(found) == []


def test_category_and_date_on_two_lines() -> None:
    found = listing("LG", "Mar 7, 2023Code", FIRST[1:], SECOND, THIRD)
    assert (papers(found), told(found)) == (WHOLE, [])


def test_a_paper_that_stands_twice() -> None:
    found = listing(FIRST, SECOND, FIRST, THIRD)
    assert papers(found) == WHOLE
    assert told(found) == [
        "line 7: the same paper as in line 1: Learning to Wait for Slow Rewards "
        "(the first copy was kept; nothing needs to be done)"
    ]


def test_categories_of_every_kind_and_length() -> None:
    codes = [
        "hep-th",
        "mes-hall",
        "cond-mat.str-el",
        "q-bio.NC",
        "astro-ph",
        "X",
        "Robots-and-other-Machines",
    ]
    found = listing(
        [line for code in codes for line in (f"{code}Mar 7, 2023", f"On {code} alone" + "Ada Moreno", "One.")]
    )
    assert [paper.category for paper in papers(found)] == codes
    assert told(found) == []


def test_decomposed_accents() -> None:
    line = "Notes on SoundWillem Röpke, Zoë Müller"
    found = listing("SDMar 7, 2023", unicodedata.normalize("NFD", line), "One line. Ünïcode.")
    assert papers(found)[0].authors == ("Willem Röpke", "Zoë Müller")
    assert told(found) == []


def test_html_entities() -> None:
    found = listing(
        "SDMar 7, 2023", "Rock &amp; Roll for RobotsConan O&#39;Brien, Zo&euml; M&uuml;ller", "A &lt; B."
    )
    paper = papers(found)[0]
    assert (paper.title, paper.authors) == ("Rock & Roll for Robots", ("Conan O'Brien", "Zoë Müller"))
    assert paper.abstract == "A < B."
    assert told(found) == []


def test_entities_cannot_smuggle_controls_in() -> None:
    assert (
        papers(listing("SDMar 7, 2023", "Plain wordsAda Moreno", "A &#27;[31m and &#x202e; B."))[0].abstract
        == "A [31m and B."
    )


def test_chinese_japanese_and_korean_names_are_found_and_doubted() -> None:
    for line, title, authors in [
        ("图像识别的若干方法张伟, 李娜, 王小芳", "图像识别的若干方法", ("张伟", "李娜", "王小芳")),
        ("画像認識についての研究山田太郎, 佐藤花子", "画像認識についての研究", ("山田太郎", "佐藤花子")),
        ("영상 인식에 관한 연구김민수, 이영희", "영상 인식에 관한 연구", ("김민수", "이영희")),
    ]:
        found = listing("CVMar 7, 2023", line, "一句话。")
        assert (papers(found)[0].title, papers(found)[0].authors) == (title, authors)
        assert found.records[0].confidence > 0
        assert is_doubtful(found.records[0].confidence)
        assert told(found) == []


def test_cyrillic_names_and_titles() -> None:
    found = listing(
        "CLMar 7, 2023", "О пользе долгих словИван Петров, Мария Орлова et al.", "Одно предложение."
    )
    assert papers(found)[0].title == "О пользе долгих слов"
    assert papers(found)[0].authors == ("Иван Петров", "Мария Орлова")
    assert told(found) == []


def test_no_year_fits() -> None:
    years = [
        line
        for year in (2024, 2025, 2026)
        for line in (f"AIJan {year - 2000}, {year}", f"Year {year} againAda Moreno", "One.")
    ]
    found = listing(years, SECOND)
    assert papers(found)[-1].date == dt.date(2026, 6, 3)
    assert told(found) == [
        "no year fits the dates that are written without one; 2026 was taken "
        "(say on which day the page was copied (--as-of))"
    ]


def test_bytes_of_another_encoding_and_endless_lines_are_told_with_their_line() -> None:
    data = "\n".join([*SECOND, "AIJan 5, 2024", "Notes on SoundWillem Röpke", "x" * 200_000]).encode("cp1252")
    parts = list(lines_of(io.BytesIO(data)))
    assert survey(parts).papers == 2
    assert [str(part) for part in parts if isinstance(part, Problem)] == [
        "line 5: not UTF-8; read as Western European (Windows-1252) "
        "(if letters look wrong, save the file as UTF-8 and add it again)",
        "line 6: a line of more than 100,000 characters; only its beginning was read "
        "(check that the line breaks of the page were kept when it was copied)",
    ]
