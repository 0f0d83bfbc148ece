"""Groups: a name counts at once, a letter from the next day on."""

from dataclasses import replace
from datetime import date

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import catalogue, groups
from bkpsdm_desktop.services.kiosk import kiosk_state
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure


def line(office: OfficeUnderTest, code: str = "CUTI") -> groups.GroupLine:
    found = office.work.read(groups.group_lines, now=office.now)
    return next(row for row in found if row.code == code)


def put(office: OfficeUnderTest, code: str = "CUTI", **change: object) -> None:
    row = line(office, code)
    edit = replace(row.edit, **change)  # type: ignore[arg-type]
    configure(office, groups.put_group, group=row.id, edit=edit, was=row.edit)


def apply_due(office: OfficeUnderTest) -> int:
    return office.work.run(catalogue.apply_due, office.stamp(office.made.displays[0]))


def test_name_and_limit_count_at_once(office: OfficeUnderTest) -> None:
    put(office, name="Cuti pegawai", daily_limit=1)
    assert line(office).name == "Cuti pegawai"
    assert office.take().group == "Cuti pegawai"
    with pytest.raises(Refused, match="sudah habis"):
        office.take()


def test_fault_d12_a_letter_that_changes_counts_from_the_next_day(office: OfficeUnderTest) -> None:
    office.take()
    put(office, series="H")
    assert (line(office).series, line(office).next_series) == ("C", "H")
    assert line(office).next_from == date(2026, 11, 25)
    assert (apply_due(office), office.take().label) == (0, "C002")
    office.later(days=1)
    assert office.work.read(catalogue.due, at=office.now)
    assert (apply_due(office), office.take().label) == (1, "H001")
    assert office.ticket("C001").series == "C"
    assert (apply_due(office), audited(office, "group.letter")) == (0, ["CUTI"])


def test_a_day_that_has_numbers_already_keeps_its_letter(office: OfficeUnderTest) -> None:
    put(office, series="H")
    office.later(days=1)
    office.take()  # a kiosk was on before any station that may change the letter
    assert (apply_due(office), office.take().label) == (0, "C002")
    office.later(days=1)
    assert (apply_due(office), office.take().label) == (1, "H001")


def test_two_groups_never_have_one_letter(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Huruf K dipakai kelompok Kepegawaian dan pangkat"):
        put(office, series="K")
    put(office, series="H")
    with pytest.raises(Refused, match="Huruf H dipakai kelompok Cuti"):
        put(office, "PENSIUN", series="H")
    with pytest.raises(Refused, match="Huruf C dipakai kelompok Cuti"):  # until tonight it still is
        put(office, "PENSIUN", series="C")


def test_going_back_to_the_old_letter_leaves_nothing_waiting(office: OfficeUnderTest) -> None:
    put(office, series="H")
    put(office, series="C")
    assert line(office).next_series is None
    office.later(days=1)
    assert apply_due(office) == 0


def test_a_group_with_services_stays_and_one_without_goes(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="masih punya"):
        put(office, active=False)
    edit = groups.GroupEdit(series="H", name="Pelatihan", icon="people")
    configure(office, groups.add_group, code="LATIH", edit=edit)
    put(office, "LATIH", active=False)
    assert not line(office, "LATIH").active
    put(office, "PENSIUN", series="H")  # its letter is free again


def test_what_a_group_may_not_be(office: OfficeUnderTest) -> None:
    for change, sentence in (
        ({"name": ""}, "Nama kelompok belum diisi"),
        ({"series": "1"}, "satu huruf A sampai Z"),
        ({"daily_limit": 0}, "Batas harian dari 1 sampai 999"),
        ({"icon": "../app"}, "Lambang ini tidak ada"),
    ):
        with pytest.raises(Refused, match=sentence):
            put(office, **change)
    edit = groups.GroupEdit(series="H", name="Pelatihan")
    with pytest.raises(Refused, match="Kode CUTI sudah dipakai"):
        configure(office, groups.add_group, code="CUTI", edit=edit)


def test_what_was_changed_meanwhile_is_not_overwritten(office: OfficeUnderTest) -> None:
    was = line(office).edit
    put(office, name="Cuti pegawai")
    with pytest.raises(Refused, match="Kelompok ini baru saja diubah di PC lain"):
        configure(office, groups.put_group, group=line(office).id, edit=replace(was, name="Lain"), was=was)


def test_a_new_group_is_at_the_kiosk_once_it_has_a_service(office: OfficeUnderTest) -> None:
    edit = groups.GroupEdit(series="H", name="Pelatihan", icon="people")
    for _ in range(2):
        group = configure(office, groups.add_group, code="LATIH", edit=edit)
    assert audited(office, "group.add") == ["LATIH"]
    leave = next(
        row for row in office.work.read(catalogue.catalogue, now=office.now).services if row.code == "CT"
    )
    present = office.work.read(catalogue.service_detail, service=leave.id).present
    configure(office, catalogue.save_draft, service=leave.id, standard=replace(present, group=group))
    configure(office, catalogue.publish, service=leave.id)
    assert office.take().label == "H001"
    assert "Pelatihan" in [each.name for each in office.work.read(kiosk_state, now=office.now).groups]
