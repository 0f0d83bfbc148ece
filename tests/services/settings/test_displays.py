"""The settings of displays on both databases."""

from dataclasses import replace

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import displays, stations
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.board_rows import BoardSettings
from bkpsdm_desktop.services.displays import DisplayForm, DisplayRow, ScreenSeen
from tests.helpers.office import OfficeUnderTest

FORM = DisplayForm(
    room="Lantai 2", groups=("CUTI",), inches=55.0, seat_m=8.0, english=True, voice=False, screen="HDMI-1"
)


def row(office: OfficeUnderTest) -> DisplayRow:
    (found,) = office.work.read(displays.displays, now=office.now).displays
    return found


def put(office: OfficeUnderTest, new: DisplayForm, was: DisplayForm | None = None) -> None:
    office.work.run(
        displays.put_display,
        office.stamp(office.made.counters[0]),
        display=office.made.displays[0],
        new=new,
        was=was or row(office).form,
    )


def test_what_the_office_sets_reaches_the_display(office: OfficeUnderTest) -> None:
    assert row(office).form == DisplayForm(room="Ruang layanan")
    put(office, FORM)
    assert row(office).form == FORM
    state = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    assert state.settings == BoardSettings(english=True, inches=55.0, seat_m=8.0, screen="HDMI-1")
    assert state.room == "Lantai 2"


def test_an_edit_of_what_is_no_longer_there_is_refused(office: OfficeUnderTest) -> None:
    before = row(office).form
    put(office, FORM)
    with pytest.raises(Refused, match="Setelan Layar 1 baru saja diubah di PC lain"):
        put(office, replace(FORM, english=False), before)
    put(office, FORM, before)  # the same act again


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"inches": 5.0}, "antara 19 dan 110 inci"),
        ({"seat_m": 60.0}, "antara 2 dan 20 meter"),
        ({"groups": ("CUTII",)}, "Kelompok CUTII tidak ada"),
        ({"room": " "}, "Ruang belum diisi"),
    ],
)
def test_what_no_display_has_is_refused(
    office: OfficeUnderTest, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        put(office, replace(FORM, **change))  # type: ignore[arg-type]
    assert row(office).form == DisplayForm(room="Ruang layanan")


def test_a_display_says_which_screens_it_has_and_that_it_lives(office: OfficeUnderTest) -> None:
    assert (row(office).up, row(office).seen_at, row(office).screens) == (False, None, ())
    stamp = office.stamp(office.made.displays[0])
    office.work.run(stations.start_run, stamp)
    screens = (ScreenSeen("DP-1", 1366, 768), ScreenSeen("HDMI-1", 1920, 1080))
    for _ in range(2):
        office.work.run(
            displays.report_screens, stamp, screens=screens, shows_on="HDMI-1", inches=43.0, seat_m=6.0
        )
    shown = row(office)
    assert (shown.up, shown.screens, shown.shows_on) == (True, screens, "HDMI-1")
    assert (shown.own_inches, shown.own_seat_m) == (43.0, 6.0)
    put(office, FORM)
    assert row(office).screens == screens
    office.later(minutes=5)
    assert not row(office).up


def test_setting_up_the_pc_again_keeps_what_the_office_set(office: OfficeUnderTest) -> None:
    put(office, FORM)
    again = office.work.run(
        stations.register_station,
        act=office.stamp(office.made.displays[0]).id,
        at=office.now,
        machine="pc-contoh",
        role="layar",
        name="Layar 1",
        counter=None,
        room="Ruang layanan",
        public_key="ab",
        settings={},
    )
    assert again == office.made.displays[0]
    assert row(office).form == FORM


def test_fault_k2_only_who_configures_changes_a_display(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(displays.put_display, display=office.made.displays[0], new=FORM, was=row(office).form)
