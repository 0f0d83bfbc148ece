"""Medians and percentiles of a day, and when there are too few values to speak of one."""

from collections.abc import Sequence
from datetime import timedelta

ENOUGH = 10
"""Fewer values say nothing of a group of people (ux.md U57)."""


def percentile(values: Sequence[timedelta], share: float) -> timedelta | None:
    """The smallest value that ``share`` of them do not exceed (nearest rank); ``None`` when there are fewer
    than ``ENOUGH``."""
    if len(values) < ENOUGH:
        return None
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def median(values: Sequence[timedelta]) -> timedelta | None:
    """The middle of them; ``None`` when there are fewer than ``ENOUGH``."""
    if len(values) < ENOUGH:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in percent; ``None`` when the whole is too small to speak of."""
    return None if whole < ENOUGH else 100 * part / whole
