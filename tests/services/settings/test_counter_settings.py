"""Counters: number, room, whether they are used; nothing changes under an open one."""

from dataclasses import replace

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import counter_settings, counters
from bkpsdm_desktop.services.counter_settings import CounterEdit, CounterLine
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import administrator, audited, configure


def line(office: OfficeUnderTest, number: int) -> CounterLine:
    return next(row for row in office.work.read(counter_settings.counter_lines) if row.number == number)


def put(office: OfficeUnderTest, which: int, /, **change: object) -> None:
    row = line(office, which)
    edit = replace(row.edit, **change)  # type: ignore[arg-type]
    configure(office, counter_settings.put_counter, counter=row.id, edit=edit, was=row.edit)


def test_a_counter_is_added_once_whatever_happens_to_the_answer(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], administrator(office))
    for _ in range(2):
        office.work.run(counter_settings.add_counter, stamp, edit=CounterEdit(number=9, room="  Ruang 2 "))
    assert line(office, 9).room == "Ruang 2"
    assert audited(office, "counter.add") == ["9"]


def test_an_open_counter_is_not_changed(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    assert line(office, 1).clerk == "Rani Contoh"
    for change in ({"number": 50}, {"active": False}, {"room": "Lain"}):
        with pytest.raises(Refused, match=r"Loket 1 sedang dibuka Rani Contoh\. Tutup loket itu dahulu"):
            put(office, 1, **change)
    office.act(counters.close_counter)
    put(office, 1, number=50, room="Ruang 3")
    assert line(office, 50).stations == ("Loket 1",)


def test_a_counter_out_of_use_opens_for_nobody(office: OfficeUnderTest) -> None:
    put(office, 1, active=False)
    with pytest.raises(Refused, match="belum diatur sebagai loket"):
        office.act(counters.open_counter)
    assert office.work.read(counter_settings.counter_lines)[-1].number == 1


def test_numbers_are_unique_and_from_1_to_99(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Nomor loket 2 sudah ada"):
        put(office, 1, number=2)
    with pytest.raises(Refused, match="Nomor loket dari 1 sampai 99"):
        put(office, 1, number=100)
    put(office, 2, active=False)
    with pytest.raises(Refused, match="Aktifkan saja loket itu"):
        configure(office, counter_settings.add_counter, edit=CounterEdit(number=2, room="Ruang 2"))
    with pytest.raises(Refused, match="Ruang belum diisi"):
        put(office, 1, room=" ")


def test_what_was_changed_meanwhile_is_not_overwritten(office: OfficeUnderTest) -> None:
    row = line(office, 1)
    put(office, 1, room="Ruang 2")
    with pytest.raises(Refused, match="Loket 1 baru saja diubah di PC lain"):
        configure(
            office,
            counter_settings.put_counter,
            counter=row.id,
            edit=replace(row.edit, room="Ruang 3"),
            was=row.edit,
        )


def test_a_supervisor_may_not(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.work.run(counter_settings.add_counter, stamp, edit=CounterEdit(number=9, room="Ruang 2"))
