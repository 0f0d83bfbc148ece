"""Which tiles the pages of choices show for the office's present state."""

from collections.abc import Callable

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.indonesian import clock
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.choose import Offer, Offers
from bkpsdm_desktop.services.rows import GroupRow, KioskState, ServiceRow

_NEUTRAL, _MORE = "folder", "list"


def picture(group: GroupRow) -> str:
    """The icon of a group; a neutral one when the office's data name none that we have."""
    known = assets.resource("icons", f"{group.icon}.svg").is_file()
    return group.icon if known else _NEUTRAL


def group_offers(
    state: KioskState, page: int, *, choose: Callable[[GroupRow], None], more: Callable[[], None]
) -> Offers:
    """The first page: the groups of services."""
    groups = [group for group in state.groups if group.services]
    shown, has_more = words.choices(groups, page)
    tiles = [
        Offer(
            name=group.name,
            second=words.waiting_phrase(group.waiting),
            icon=picture(group),
            reason="Kuota hari ini habis" if group.full else "",
            chosen=lambda group=group: choose(group),  # type: ignore[misc]
        )
        for group in shown
    ]
    until = state.status.open_until
    return Offers(
        title="Silakan pilih\nlayanan Anda",
        lead="Sentuh satu pilihan. Gratis, tanpa biaya.",
        facts=(
            ("people", "Menunggu", str(state.waiting)),
            ("desk", "Loket buka", str(state.open_counters)),
            ("clock", "Buka sampai", clock(until) if until is not None else "–"),
        ),
        waits=tuple((group.name, group.waiting) for group in shown),
        tiles=_with_more(tiles, has_more, more, icon=_MORE),
        first=page == 0,
    )


def service_offers(
    state: KioskState,
    group: GroupRow,
    page: int,
    *,
    choose: Callable[[ServiceRow], None],
    more: Callable[[], None],
) -> Offers:
    """The services of a group, by ``urutan``."""
    shown, has_more = words.choices(group.services, page)
    tiles = [
        Offer(
            name=service.name,
            second=words.papers_phrase(len(service.requirements)),
            chosen=lambda service=service: choose(service),  # type: ignore[misc]
        )
        for service in shown
    ]
    return Offers(
        title="Apa yang ingin\nAnda urus?",
        crumb=group.name,
        crumb_icon=picture(group),
        facts=(
            ("people", "Menunggu", words.people_phrase(group.waiting)),
            ("desk", "Loket buka", str(state.open_counters)),
        ),
        tiles=_with_more(tiles, has_more, more, icon=""),
    )


def _with_more(
    tiles: list[Offer], has_more: bool, more: Callable[[], None], *, icon: str
) -> tuple[Offer, ...]:
    if not has_more:
        return tuple(tiles)
    return (*tiles, Offer(name="Lainnya", second="Pilihan berikutnya", icon=icon, chosen=more))
