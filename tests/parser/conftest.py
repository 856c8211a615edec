"""Real listings, where they lie beside the repository."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LISTINGS = Path(__file__).parents[3] / "shared" / "listings"


@pytest.fixture
def real_listing() -> Callable[[str], tuple[str, list[dict[str, Any]]]]:
    """The text of a listing and what stands in it, by name; skips where it is not at hand."""

    def load(name: str) -> tuple[str, list[dict[str, Any]]]:
        text, gold = LISTINGS / f"{name}.txt", LISTINGS / f"{name}-gold.jsonl"
        if not text.exists():
            pytest.skip(f"the real listing {name} is not beside the repository")
        return text.read_text("utf-8"), [json.loads(line) for line in gold.read_text("utf-8").splitlines()]

    return load
