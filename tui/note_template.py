"""What an empty note begins with: the template of config.toml, filled in from the paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from library.addresses import paper_url
from parser import Paper

_PLACES: Mapping[str, Callable[[Paper], str]] = {
    "title": lambda paper: paper.title,
    "authors": lambda paper: ", ".join(paper.authors) + (" et al." if paper.et_al else ""),
    "date": lambda paper: paper.date_known,
    "category": lambda paper: paper.category,
    "link": lambda paper: paper_url(paper) or "",
}
_PLACE = re.compile(rf"{{({'|'.join(_PLACES)})}}")


def filled(template: str, paper: Paper) -> str:
    """The template with `{title}`, `{authors}`, `{date}`, `{category}`, `{link}` replaced; else as it is."""
    return _PLACE.sub(lambda place: _PLACES[place[1]](paper), template)
