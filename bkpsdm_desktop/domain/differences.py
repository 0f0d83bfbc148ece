"""What is other between two versions of a service, in words that a person reads before publishing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

from bkpsdm_desktop.domain.standard import Standard

_ALIKE = 0.6
_SHORT = 60


class Change(StrEnum):
    """What became of a part; the value is the icon that stands before it."""

    ADDED = "plus"
    CHANGED = "edit"
    REMOVED = "minus"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: ``Target layanan 10 menjadi 8 menit``."""

    change: Change
    words: str


def differences(before: Standard, after: Standard, *, groups: Mapping[UUID, str]) -> tuple[Difference, ...]:
    """What ``after`` has other than ``before``; empty exactly when they are equal. ``groups`` gives names."""
    return (*_facts(before, after, groups), *_requirements(before.requirements, after.requirements))


def _facts(before: Standard, after: Standard, groups: Mapping[UUID, str]) -> Iterator[Difference]:
    if before.active != after.active:
        yield Difference(
            Change.CHANGED, "Layanan dibuka lagi" if after.active else "Layanan tidak dibuka lagi"
        )
    yield from _text("Nama", before.name, after.name)
    yield from _text("Nama Inggris", before.name_en, after.name_en)
    if before.group != after.group:
        yield from _text("Kelompok", groups.get(before.group, "lain"), groups.get(after.group, "lain ini"))
    if before.minutes != after.minutes:
        yield Difference(Change.CHANGED, f"Target layanan {before.minutes} menjadi {after.minutes} menit")
    if before.promise_days != after.promise_days:
        old, new = _promise(before.promise_days), _promise(after.promise_days)
        yield Difference(Change.CHANGED, f"Janji selesai {old} menjadi {new}")
    for name in ("fee", "product", "legal_basis", "notes"):
        yield from _text(_NAMES[name], getattr(before, name), getattr(after, name))
    if before.position != after.position:
        yield Difference(Change.CHANGED, f"Urutan di mesin {before.position} menjadi {after.position}")


_NAMES = {"fee": "Biaya", "product": "Produk", "legal_basis": "Dasar hukum", "notes": "Catatan"}


def _promise(days: int | None) -> str:
    return "di tempat" if days is None else f"{days} hari kerja"


def _text(name: str, before: str, after: str) -> Iterator[Difference]:
    if before == after:
        return
    if not before:
        yield Difference(Change.ADDED, f"{name}: {_short(after)}")
    elif not after:
        yield Difference(Change.REMOVED, f"{name}: {_short(before)}")
    else:
        yield Difference(Change.CHANGED, f"{name}: {_short(before)} menjadi {_short(after)}")


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _requirements(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Difference]:
    gone = [text for text in before if text not in after]
    new = [text for text in after if text not in before]
    for text in new:
        place = after.index(text) + 1
        old = _likest(text, gone)
        if old is None:
            yield Difference(Change.ADDED, f"Syarat {place}, {_short(text)}")
        else:
            gone.remove(old)
            yield Difference(Change.CHANGED, f"Syarat {place}: {_short(old)} menjadi {_short(text)}")
    for text in gone:
        yield Difference(Change.REMOVED, f"Syarat {before.index(text) + 1}, {_short(text)}")
    kept_before = [text for text in before if text in after]
    kept_after = [text for text in after if text in before]
    moved_apart = not new and len(kept_after) != len(kept_before)
    if kept_before != kept_after or moved_apart:
        yield Difference(Change.CHANGED, "Urutan persyaratan diubah")


def _likest(text: str, among: list[str]) -> str | None:
    """The text that this one was probably made of, or ``None``."""
    scored = [(SequenceMatcher(None, text, other).ratio(), other) for other in among]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None
