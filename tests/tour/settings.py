"""Pictures of the settings: a made-up office, its sections one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import cast

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.settings.bookings import BookingRulesSection
from bkpsdm_desktop.screens.settings.holidays import HolidaysSection
from bkpsdm_desktop.screens.settings.office import OfficeSection
from bkpsdm_desktop.screens.settings.people import PeopleSection
from bkpsdm_desktop.screens.settings.rules import RulesSection
from tests.screens.settings.stage import Stage, stage

HEAD = "tanggal,jenis,nama,status,dasar\n"
TABLE = (
    HEAD
    + "2027-01-01,libur_nasional,Tahun Baru Masehi,terverifikasi,SKB contoh 2026\n"
    + "2027-08-17,libur_nasional,Proklamasi Kemerdekaan,terverifikasi,SKB contoh 2026\n"
    + "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n"
)
WRONG = HEAD + "2027-08-18,cuti_bersama,Contoh,perkiraan,\nx,y,z,,\n2027-01-01,a,b,c,d,e\n"


def _section(made: Stage) -> QWidget:
    return made.page.section


async def _still(made: Stage) -> None:
    """As it opens."""


async def _import(made: Stage, table: str) -> None:
    made.acts.holidays.files["libur.csv"] = table.encode()
    cast(HolidaysSection, _section(made)).look_at("libur.csv")
    await made.settle()


async def _import_good(made: Stage) -> None:
    await _import(made, TABLE)


async def _import_wrong(made: Stage) -> None:
    await _import(made, WRONG)


async def _rules_edited(made: Stage) -> None:
    shown = cast(RulesSection, _section(made))
    shown.numbers["regular_per_priority"].setValue(1)
    shown.numbers["max_calls"].setValue(2)


async def _rules_history(made: Stage) -> None:
    await _rules_edited(made)
    shown = cast(RulesSection, _section(made))
    shown.save()
    await made.settle()
    made.click(shown.choice, "Riwayat")


async def _bookings_edited(made: Stage) -> None:
    shown = cast(BookingRulesSection, _section(made))
    shown.numbers["slot_minutes"].setValue(60)
    shown.numbers["days_ahead"].setValue(2)
    shown.places.fields["PENSIUN"].setValue(1)
    shown.places.fields["CUTI"].setValue(2)


async def _office_edited(made: Stage) -> None:
    shown = cast(OfficeSection, _section(made))
    made.click(shown.language, "Inggris")
    made.click(shown.paper, "58 mm")
    made.acts.office.cut = "Catatan (Inggris) tidak muat di kertas 58 mm. Persingkat."
    shown.notes.setPlainText(
        f"{shown.notes.toPlainText()}\nPlease keep this slip until you have been served."
    )
    made.ticker.advance(1)
    await made.settle()


async def _office_pin(made: Stage) -> None:
    shown = cast(OfficeSection, _section(made))
    shown.pin.setText("270519")
    shown.again.setText("270518")
    shown.change_pin()


async def _person(made: Stage) -> None:
    shown = cast(PeopleSection, _section(made))
    shown.choose(made.acts.people.row("joko.umpama").id)


async def _new_person(made: Stage) -> None:
    shown = cast(PeopleSection, _section(made))
    shown.begin_new()
    shown.username.setText("rani.baru")
    shown.name.setText("Rani Cóntoh")
    shown.skills.lines[1].has.setChecked(True)
    shown.skills.lines[1].ends.setChecked(True)


async def _new_code(made: Stage) -> None:
    await _person(made)
    cast(PeopleSection, _section(made)).ask_code()


async def _code(made: Stage) -> None:
    await _new_code(made)
    cast(PeopleSection, _section(made)).save()
    await made.settle()


@dataclass(frozen=True)
class Scene:
    """A state worth a picture."""

    name: str
    title: str
    play: Callable[[Stage], Awaitable[None]] = _still
    dark: bool = False


SCENES = (
    Scene("layanan", "Layanan"),
    Scene("kelompok", "Kelompok"),
    Scene("loket", "Loket"),
    Scene("jam-buka", "Jam buka"),
    Scene("hari-libur", "Hari libur"),
    Scene("hari-libur-impor", "Hari libur", _import_good),
    Scene("hari-libur-salah", "Hari libur", _import_wrong),
    Scene("aturan", "Aturan antrean"),
    Scene("aturan-ubah", "Aturan antrean", _rules_edited),
    Scene("aturan-riwayat", "Aturan antrean", _rules_history),
    Scene("janji", "Janji"),
    Scene("janji-ubah", "Janji", _bookings_edited),
    Scene("kantor", "Kantor"),
    Scene("kantor-ubah", "Kantor", _office_edited),
    Scene("kantor-pin", "Kantor", _office_pin),
    Scene("orang", "Orang dan peran", _person),
    Scene("orang-baru", "Orang dan peran", _new_person),
    Scene("orang-kode-baru", "Orang dan peran", _new_code),
    Scene("orang-kode", "Orang dan peran", _code),
    Scene("aturan-gelap", "Aturan antrean", _rules_edited, dark=True),
    Scene("janji-gelap", "Janji", _bookings_edited, dark=True),
    Scene("kantor-gelap", "Kantor", _office_edited, dark=True),
    Scene("orang-gelap", "Orang dan peran", _person, dark=True),
    Scene("hari-libur-gelap", "Hari libur", _import_good, dark=True),
)


async def _play(scene: Scene, size: tuple[int, int]) -> Stage:
    made = stage()
    made.page.resize(*size)
    made.page.show()
    await made.settle()
    await made.open(scene.title)
    await scene.play(made)
    await made.settle()
    return made


def pictures(size: tuple[int, int] = (1366, 768)) -> Iterator[tuple[str, QWidget]]:
    """Each state by name; its page closes when the next is asked for. Needs a dressed application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    loop = asyncio.new_event_loop()
    try:
        for scene in SCENES:
            if scene.dark:
                theme.apply(app, theme.dark())
            made = loop.run_until_complete(_play(scene, size))
            yield scene.name, made.page
            made.page.close()
            shiboken6.delete(made.page)
            if scene.dark:
                theme.apply(app, theme.light())
    finally:
        loop.close()
