"""Displays and notices of a small office in memory, for their sections."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.notices import NoticeForm, NoticePicture, check_notice
from bkpsdm_desktop.services.displays import (
    DisplayForm,
    DisplayGroup,
    DisplayRow,
    DisplaysView,
    ScreenSeen,
)
from bkpsdm_desktop.services.notices import NoticeRow, NoticeState, NoticesView
from tests.helpers.ticker import MORNING
from tests.screens.settings.acts import Acts

TODAY = date(2026, 11, 24)
ROOMS = ("Lantai 2", "Ruang layanan")


def _display(name: str, room: str, *, seat: float = 6, up: bool = True, **form: object) -> DisplayRow:
    screens = (ScreenSeen("DP-1", 1366, 768), ScreenSeen("HDMI-1", 1920, 1080))
    return DisplayRow(
        id=uuid5(NAMESPACE_URL, name),
        name=name,
        machine=f"pc-{name.split()[-1]}",
        form=DisplayForm(room=room, **form),  # type: ignore[arg-type]
        own_inches=43.0,
        own_seat_m=seat,
        screens=screens,
        shows_on="HDMI-1",
        up=up,
        seen_at=MORNING - timedelta(hours=0 if up else 15),
    )


def displays() -> DisplaysView:
    """Two displays downstairs, one of them off; one for far seats upstairs."""
    return DisplaysView(
        displays=(
            _display("Layar 1", "Ruang layanan", english=True),
            _display("Layar 2", "Ruang layanan", up=False, groups=("AMBIL-SK", "CUTI")),
            _display("Layar 3", "Lantai 2", seat=8),
        ),
        groups=(
            DisplayGroup("AMBIL-SK", "A", "Ambil SK"),
            DisplayGroup("CUTI", "C", "Cuti"),
            DisplayGroup("KEPEG", "K", "Kepegawaian dan pangkat"),
            DisplayGroup("PENSIUN", "U", "Pensiun"),
            DisplayGroup("KARTU", "L", "Kartu dan legalisasi"),
            DisplayGroup("INFORMASI", "M", "Informasi dan pengaduan"),
        ),
        rooms=ROOMS,
    )


@dataclass
class FakeDisplays(Acts):
    shown: DisplaysView = field(default_factory=displays)

    async def view(self) -> DisplaysView:
        return self.shown

    async def put(self, display: UUID, form: DisplayForm, *, was: DisplayForm) -> None:
        row = next(each for each in self.shown.displays if each.id == display)
        self._do(f"put {row.name}")
        assert row.form == was
        rows = tuple(replace(each, form=form) if each.id == display else each for each in self.shown.displays)
        self.shown = replace(self.shown, displays=rows)


def _notice(
    words: str, words_en: str = "", *, since: int = -2, until: int = 5, room: str = "", picture: bool = False
) -> NoticeRow:
    first, last = TODAY + timedelta(days=since), TODAY + timedelta(days=until)
    form = NoticeForm(words=words, words_en=words_en, room=room, first_day=first, last_day=last)
    return NoticeRow(
        id=uuid5(NAMESPACE_URL, words), form=form, picture_bytes=int(picture), state=_state(form)
    )


def _state(form: NoticeForm) -> NoticeState:
    if form.last_day < TODAY:
        return NoticeState.ENDED
    return NoticeState.COMING if form.first_day > TODAY else NoticeState.SHOWN


def notices() -> tuple[NoticeRow, ...]:
    return (
        _notice(
            "Jumat, loket tutup 11.00 WIB\nDipanggil? Siapkan slip dan KTP.",
            "Fridays: desks close at 11:00 WIB\nCalled? Have slip and ID ready.",
        ),
        _notice("Alur layanan", picture=True, until=30),
        _notice("Periksa NIP pada slip Anda", room="Lantai 2", until=12),
        _notice("Loket libur 25 dan 26 Desember", since=20, until=32),
        _notice("Pekan panutan pajak", since=-20, until=-4),
    )


@dataclass
class FakeNotices(Acts):
    shown: tuple[NoticeRow, ...] = field(default_factory=notices)
    screens: DisplaysView = field(default_factory=displays)
    pictures: dict[UUID, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    async def view(self) -> NoticesView:
        sized = (replace(row, picture_bytes=self._size(row)) for row in self.shown)
        rows = tuple(sorted(sized, key=lambda row: row.state is NoticeState.ENDED))
        return NoticesView(notices=rows, rooms=ROOMS, today=TODAY)

    def _size(self, row: NoticeRow) -> int:
        return len(self.pictures.get(row.id, b"x")) if row.has_picture else 0

    async def displays(self) -> DisplaysView:
        return self.screens

    async def picture(self, notice: UUID) -> bytes | None:
        return self.pictures.get(notice)

    async def read_picture(self, path: str) -> NoticePicture:
        if path not in self.files:
            raise Refused("Berkas ini bukan gambar PNG atau JPEG. Simpan dahulu sebagai PNG.")
        return NoticePicture(self.files[path])

    async def add(self, form: NoticeForm, picture: NoticePicture | None) -> UUID:
        form = check_notice(form, picture=picture is not None, today=TODAY)
        self._do(f"add {form.words}")
        id = uuid5(NAMESPACE_URL, f"{form.words} {len(self.done)}")
        if picture is not None:
            self.pictures[id] = picture
        row = NoticeRow(id=id, form=form, picture_bytes=len(picture or b""), state=_state(form))
        self.shown = (*self.shown, row)
        return id

    async def change(
        self, notice: UUID, form: NoticeForm, *, was: NoticeForm, picture: NoticePicture | None
    ) -> None:
        row = next(each for each in self.shown if each.id == notice)
        form = check_notice(form, picture=row.has_picture or picture is not None, today=TODAY)
        self._do(f"change {form.words}")
        assert row.form == was
        if picture is not None:
            self.pictures[notice] = picture
        self.shown = tuple(
            replace(each, form=form, state=_state(form)) if each.id == notice else each for each in self.shown
        )

    async def remove(self, notice: UUID) -> None:
        self._do("remove")
        self.shown = tuple(each for each in self.shown if each.id != notice)

    async def move(self, notice: UUID, to: int) -> None:
        self._do(f"move {to}")
        rows = [each for each in self.shown if each.id != notice]
        rows.insert(to, next(each for each in self.shown if each.id == notice))
        self.shown = tuple(rows)
