"""The information area on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.notices import NoticeForm, NoticePicture
from bkpsdm_desktop.services import notices
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.notices import NoticeState
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited

TODAY = date(2026, 11, 24)
FRIDAY = NoticeForm(
    words="Jumat, loket tutup 11.00 WIB\nDipanggil? Siapkan slip dan KTP.",
    words_en="Fridays: closed from 11:00 WIB",
    first_day=TODAY,
    last_day=TODAY + timedelta(days=1),
)


def add(office: OfficeUnderTest, form: NoticeForm = FRIDAY, picture: bytes | None = None) -> UUID:
    return office.work.run(
        notices.add_notice,
        office.stamp(office.made.counters[0]),
        new=form,
        picture=None if picture is None else NoticePicture(picture),
    )


def on_display(office: OfficeUnderTest) -> list[str]:
    state = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    return [notice.words for notice in state.notices]


def listed(office: OfficeUnderTest) -> list[tuple[str, NoticeState]]:
    view = office.work.read(notices.notices, today=business_day(office.now))
    return [(row.form.words.partition("\n")[0], row.state) for row in view.notices]


def test_feat_d3_a_notice_goes_by_itself_at_midnight_after_its_last_day(office: OfficeUnderTest) -> None:
    add(office)
    add(office, replace(FRIDAY, words="Besok", first_day=TODAY + timedelta(days=1)))
    assert on_display(office) == [FRIDAY.words]
    assert [state for _, state in listed(office)] == [NoticeState.SHOWN, NoticeState.COMING]
    office.later(days=1)
    assert on_display(office) == [FRIDAY.words, "Besok"]
    office.now = office.now.replace(hour=16, minute=59)  # 23.59 WIB
    assert len(on_display(office)) == 2
    office.later(minutes=1)
    assert on_display(office) == []
    assert {state for _, state in listed(office)} == {NoticeState.ENDED}


def test_a_notice_is_for_its_room_or_for_every_room(office: OfficeUnderTest) -> None:
    add(office)
    add(office, replace(FRIDAY, words="Lantai dua", room="Lantai 2"))
    add(office, replace(FRIDAY, words="Di sini", room="Ruang layanan"))
    assert on_display(office) == [FRIDAY.words, "Di sini"]


def test_a_picture_is_not_read_with_every_state_of_the_board(office: OfficeUnderTest) -> None:
    made = add(office, replace(FRIDAY, words="Alur layanan"), b"\x89PNG bytes")
    state = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    (shown,) = state.notices
    assert (shown.id, shown.picture) == (made, len(b"\x89PNG bytes"))
    assert office.work.read(notices.picture_of, notice=made) == b"\x89PNG bytes"
    form, other = replace(FRIDAY, words="Alur layanan"), NoticePicture(b"\x89PNG others")
    stamp = office.stamp(office.made.counters[0])
    for _ in range(2):
        office.work.run(notices.change_notice, stamp, notice=made, new=form, was=form, picture=other)
    assert office.work.read(notices.picture_of, notice=made) == other
    assert audited(office, "notice.change") == ["Alur layanan"]
    assert office.work.read(notices.picture_of, notice=office.made.clerks[0]) is None


def test_notices_change_move_and_go(office: OfficeUnderTest) -> None:
    first, second = add(office), add(office, replace(FRIDAY, words="Kedua"))
    stamp = office.stamp(office.made.counters[0])
    for _ in range(2):
        office.work.run(notices.move_notice, stamp, notice=second, to=0)
    assert on_display(office) == ["Kedua", FRIDAY.words]
    assert audited(office, "notice.move") == ["Kedua"]
    new = replace(FRIDAY, words="Lain")
    office.work.run(notices.change_notice, stamp, notice=first, new=new, was=FRIDAY)
    assert on_display(office) == ["Kedua", "Lain"]
    with pytest.raises(Refused, match="baru saja diubah"):
        office.work.run(
            notices.change_notice, stamp, notice=first, new=replace(FRIDAY, words="Tiga"), was=FRIDAY
        )
    for _ in range(2):
        office.work.run(notices.remove_notice, stamp, notice=second)
    assert on_display(office) == ["Lain"]
    with pytest.raises(Refused, match="sudah dihapus"):
        office.work.run(notices.change_notice, stamp, notice=second, new=new, was=new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"words": " "}, "Teks belum diisi"),
        ({"words": "a\nb\nc"}, "paling banyak dua baris"),
        ({"words": "a\x07b"}, r"karakter ke-2 \(U\+0007\)"),
        ({"words": "a\u202eb"}, r"karakter ke-2 \(U\+202E\) tidak terlihat"),
        ({"words": "x" * 121}, "paling banyak 120 karakter"),
        ({"last_day": TODAY - timedelta(days=1), "first_day": TODAY - timedelta(days=9)}, "sudah lewat"),
        ({"first_day": TODAY + timedelta(days=2)}, "mendahului"),
        ({"last_day": TODAY + timedelta(days=400)}, "paling lama setahun"),
    ],
)
def test_what_no_display_should_show_is_refused(
    office: OfficeUnderTest, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add(office, replace(FRIDAY, **change))  # type: ignore[arg-type]
    assert listed(office) == []


def test_fault_k2_only_who_configures_puts_words_on_displays(office: OfficeUnderTest) -> None:
    made = add(office)
    for fn, values in (
        (notices.add_notice, {"new": FRIDAY}),
        (notices.change_notice, {"notice": made, "new": replace(FRIDAY, words="x"), "was": FRIDAY}),
        (notices.remove_notice, {"notice": made}),
        (notices.move_notice, {"notice": made, "to": 0}),
    ):
        with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
            office.act(fn, **values)  # type: ignore[arg-type]
