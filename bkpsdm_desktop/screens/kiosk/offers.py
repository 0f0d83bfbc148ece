"""Which tiles the pages of choices show for the office's present state."""

from collections.abc import Callable

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens.kiosk import words
from bkpsdm_desktop.screens.kiosk.choose import Offer, Offers
from bkpsdm_desktop.services.rows import GroupRow, KioskState, ServiceRow

_NEUTRAL, _MORE = "folder", "list"


def picture(group: GroupRow) -> str:
    """The icon of a group; a neutral one when the office's data name none that we have."""
    known = assets.resource("icons", f"{group.icon}.svg").is_file()
    return group.icon if known else _NEUTRAL


def group_offers(
    state: KioskState,
    page: int,
    language: Language,
    *,
    choose: Callable[[GroupRow], None],
    more: Callable[[], None],
) -> Offers:
    """The first page: the groups of services."""
    of = language.of
    groups = [group for group in state.groups if group.services]
    shown, has_more = words.choices(groups, page)
    tiles = [
        Offer(
            name=of(group.name, group.name_en),
            second=words.waiting_phrase(group.waiting, language),
            icon=picture(group),
            reason=of("Kuota hari ini habis", "No numbers left today") if group.full else "",
            chosen=lambda group=group: choose(group),  # type: ignore[misc]
        )
        for group in shown
    ]
    until = state.status.open_until
    return Offers(
        title=of("Silakan pilih\nlayanan Anda", "Please choose\na service"),
        lead=of("Sentuh satu pilihan. Gratis, tanpa biaya.", "Touch one option. Free of charge."),
        facts=(
            ("people", of("Menunggu", "Waiting"), str(state.waiting)),
            ("desk", words.open_counters(language), str(state.open_counters)),
            ("clock", of("Buka sampai", "Open until"), language.clock(until) if until else "–"),
        ),
        waits=tuple((of(group.name, group.name_en), group.waiting) for group in shown),
        tiles=_with_more(tiles, has_more, more, language, icon=_MORE),
        first=page == 0,
    )


def service_offers(
    state: KioskState,
    group: GroupRow,
    page: int,
    language: Language,
    *,
    choose: Callable[[ServiceRow], None],
    more: Callable[[], None],
) -> Offers:
    """The services of a group, by ``urutan``."""
    of = language.of
    shown, has_more = words.choices(group.services, page)
    second = ("desk", words.open_counters(language), str(state.open_counters))
    if group.estimate is not None:
        second = words.wait_fact(group.estimate, language)
    tiles = [
        Offer(
            name=of(service.name, service.name_en),
            second=words.papers_phrase(len(service.requirements), language),
            chosen=lambda service=service: choose(service),  # type: ignore[misc]
        )
        for service in shown
    ]
    return Offers(
        title=of("Apa yang ingin\nAnda urus?", "What would you\nlike to do?"),
        crumb=of(group.name, group.name_en),
        crumb_icon=picture(group),
        facts=(
            ("people", of("Menunggu", "Waiting"), words.people_phrase(group.waiting, language)),
            second,
        ),
        tiles=_with_more(tiles, has_more, more, language, icon=""),
    )


def _with_more(
    tiles: list[Offer], has_more: bool, more: Callable[[], None], language: Language, *, icon: str
) -> tuple[Offer, ...]:
    if not has_more:
        return tuple(tiles)
    name, second = language.of("Lainnya", "More"), language.of("Pilihan berikutnya", "Further options")
    return (*tiles, Offer(name=name, second=second, icon=icon, chosen=more))
