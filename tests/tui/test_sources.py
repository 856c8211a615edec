"""What the screen says of papers from bibliographies: dates as known, keywords, where they came from."""

from __future__ import annotations

from pathlib import Path

from library import Library
from tests.tui.desk import Drive, press, shown
from tui.paper_list import PaperList

BIB = """
@article{a, title={Apples}, author={Byron, Ada}, year={2024}, doi={10.5555/1}, keywords={pomology, fruit}}
@article{b, title={Boats}, author={Weil, Kurt}, year={2023}, month=aug}
"""
RIS = "TY  - JOUR\nTI  - Apples and Pears\nAU  - Byron, A.\nPY  - 2024\nDO  - 10.5555/1\nER  - \n"


async def test_a_date_is_shown_as_far_as_it_is_known(
    empty_library: Library, drive: Drive, tmp_path: Path
) -> None:
    (tmp_path / "thesis.bib").write_text(BIB)
    empty_library.add(tmp_path / "thesis.bib")
    async with drive(empty_library, scope=()) as pilot:
        papers = pilot.app.screen.query_one(PaperList)
        rows = [papers.render_line(y).text for y in (0, 1)]
        assert "Apples" in rows[0]
        assert "2024" in rows[0]
        assert "2024-01" not in rows[0]
        assert "2023-08" in rows[1]
        assert " Jan 2024" not in shown(pilot)
        assert "pomology, fruit" in shown(pilot)
        assert "In thesis" in shown(pilot)
        assert "paperdeck split" not in shown(pilot)
        await press(pilot, "j")
        assert "Aug 2023" in shown(pilot)
        assert "1 Aug 2023" not in shown(pilot)


async def test_a_merged_paper_says_so_and_how_to_split_it(
    empty_library: Library, drive: Drive, tmp_path: Path
) -> None:
    (tmp_path / "thesis.bib").write_text(BIB)
    (tmp_path / "export.ris").write_text(RIS)
    empty_library.add(tmp_path / "thesis.bib")
    empty_library.add(tmp_path / "export.ris")
    (key,) = empty_library.merged()
    async with drive(empty_library, scope=()) as pilot:
        text = " ".join(shown(pilot).split())
        assert "In thesis, export" in text
        assert f"paperdeck split {key}" in text
