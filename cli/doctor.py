"""`paperdeck doctor`: is everything well, and what to do where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Check library, backups, index, config and folders; repair, restore a backup.")
@click.option("--repair", is_flag=True, help="Mend what can be mended; nothing you wrote is thrown away.")
@click.option(
    "--restore",
    "copy",
    metavar="[COPY]",
    is_flag=False,
    flag_value="newest",
    help="Put a backup in the library's place: a file, or the newest one that is whole.",
)
@options.as_json
def doctor(repair: bool, copy: str | None, as_json: bool) -> int:
    """Check library, backups, index, configuration and folders. Close other paperdecks before a repair.

    Exit 0 where all is well (afterwards), 1 where something is not.
    """
    import dataclasses

    from cli.output import out, out_json, say
    from library import Paths
    from library import doctor as hospital
    from parser import clean

    paths = Paths.of_user()
    if copy is not None:
        done = hospital.restore(paths, _copy(paths.backups, copy))
    else:
        done = hospital.repair(paths) if repair else []
    for sentence in done:
        say(f"paperdeck: {sentence}")
    findings = hospital.examine(paths)
    for finding in findings:
        if as_json:
            out_json(dataclasses.asdict(finding))
        else:
            cure = f" ({finding.cure})" if finding.cure else ""
            out(f"{finding.place:<8}  {'' if finding.fine else 'NOT WELL: '}{clean(finding.what + cure)}")
    if any(not finding.fine for finding in findings):
        say("paperdeck: `paperdeck doctor --repair` mends what can be mended")
        return 1
    return 0


def _copy(folder: Path, named: str) -> Path:
    """The file of a copy: as it was named, or one of the backups by its name."""
    from pathlib import Path

    from library import LibraryError
    from library.backup import backups
    from library.restore import damage

    if named != "newest":
        return next((path for path in (Path(named), folder / named) if path.is_file()), Path(named))
    if (whole := next((path for path in backups(folder) if not damage(path)), None)) is None:
        raise LibraryError(f"there is no whole copy in {folder}")
    return whole
