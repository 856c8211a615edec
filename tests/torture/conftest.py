"""The quick forms of `make torture`: the same attempts, a few of each."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True)
def on_linux() -> None:
    if sys.platform != "linux":
        pytest.skip("the attempts use pseudo-terminals, limits and /proc as Linux has them")
