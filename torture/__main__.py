"""`python -m torture`: every row, and one table; with `--unguarded`, that each row needs its guards."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from torture.guards import GUARDS, Guard
from torture.rows import Row
from torture.run import ROWS, run_row

HEAD = ("what", "tried", "lost", "crashed", "wrong", "seconds")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}; all where none is named"
    )
    parser.add_argument("--quick", action="store_true", help="the few attempts that `make test` makes")
    parser.add_argument("--share", type=float, default=1.0, help="this share of the attempts, as in 0.1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="rows at the same time")
    parser.add_argument(
        "--unguarded", action="store_true", help="take each guard out; the rows must complain"
    )
    given = parser.parse_args()
    names = given.rows or list(ROWS)
    if unknown := set(names) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    counts = {n: ROWS[n].quick if given.quick else max(1, round(ROWS[n].long * given.share)) for n in names}
    with ThreadPoolExecutor(given.jobs) as pool:
        if given.unguarded:
            guards = [guard for guard in GUARDS if guard.row in names]
            return int(list(pool.map(unguarded, guards)).count(False) > 0)
        rows = [row for made in pool.map(guarded_row, names, counts.values()) for row in made]
    print()
    print("\n".join(table(rows)))
    return int(not all(row.clean for row in rows))


def guarded_row(name: str, count: int) -> list[Row]:
    """The rows of one kind, shown as soon as they are there; none where it cannot be tried here."""
    try:
        rows = run_row(name, count)
    except LookupError as reason:
        print(f"{name}: skipped, {reason}", file=sys.stderr)
        return []
    except RuntimeError as reason:
        rows = [Row(name)]
        rows[0].note("crashed", f"the row fell over: {reason}")
    for row in rows:
        show(row)
    return rows


def unguarded(guard: Guard) -> bool:
    """Takes one guard out; whether the row has noticed."""
    kind = ROWS[guard.row]
    try:
        rows = run_row(guard.row, guard.attempts or kind.quick * 4, without=guard.removal)
    except RuntimeError as reason:
        rows = [Row(guard.row)]
        rows[0].note("crashed", f"the row fell over: {str(reason).splitlines()[-1]}")
    noticed = not all(row.clean for row in rows)
    said = [f"{'seen' if noticed else 'BLIND'}: {guard.row} without “{guard.name}”"]
    for row in rows:
        if not row.clean or not noticed:
            failed = f"{row.lost} lost, {row.crashed} crashed, {row.wrong} wrong"
            said += [f"    {row.what}: {row.tried} tried, {failed}"]
            said += [f"        {detail}" for detail in row.details[:2]]
    print("\n".join(said), flush=True)
    return noticed


def show(row: Row) -> None:
    """A row as soon as it is there, with what went wrong."""
    said = f"; {row.said}" if row.said else ""
    print(f"{row.what}: {row.tried:,} tried in {row.seconds} s{said}", file=sys.stderr, flush=True)
    for detail in row.details:
        print(f"    {detail}", file=sys.stderr)


def table(rows: list[Row]) -> list[str]:
    """The rows as a Markdown table."""
    cells = [HEAD] + [
        (r.what, f"{r.tried:,}", f"{r.lost:,}", f"{r.crashed:,}", f"{r.wrong:,}", f"{r.seconds:,.0f}")
        for r in rows
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    rule = (
        "|"
        + "|".join("-" * (width + 1) + ("-" if not column else ":") for column, width in enumerate(widths))
        + "|"
    )
    return [lines[0], rule, *lines[1:]]


if __name__ == "__main__":
    sys.exit(main())
