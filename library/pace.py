"""How fast a long piece of work goes, in words: the same for both front ends."""

from __future__ import annotations


def pace(done: int, total: int, seconds: float) -> str:
    """`12,300 of 100,000 papers · 12 % · 9,800/s · 9 s left`; "" before anything is done."""
    if not done or not total or seconds <= 0:
        return ""
    rate = done / seconds
    left = max(total - done, 0) / rate
    return f"{done:,} of {total:,} papers · {100 * done // total} % · {rate:,.0f}/s · {left:.0f} s left"
