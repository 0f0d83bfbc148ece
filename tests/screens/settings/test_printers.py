"""Section *Printer*: where a printer is, who uses it, the test slip and what became of it."""

from typing import cast

from PySide6.QtWidgets import QLabel

from bkpsdm_desktop.domain.printer_address import Link
from bkpsdm_desktop.screens.settings.printers import PrintersSection
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.ids import reference_id
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage

COUNTERS, KIOSK, SPARE = (
    reference_id("printer", f"Printer {name}") for name in ("loket", "mesin antrean", "cadangan")
)


def section(stage: Stage) -> PrintersSection:
    return cast(PrintersSection, stage.page.section)


def link(shown: PrintersSection, kind: Link) -> None:
    shown.link.setCurrentIndex(shown.link.findData(kind))


def ticks(shown: PrintersSection) -> list[str]:
    return [box.text() for box in shown.users.boxes if box.isChecked()]


def test_a_printer_is_added_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N")
        stage.type("Printer pintu")
        await stage.press("Alt+L")
        stage.type("192.0.2.40:9101")
        await stage.press("Alt+D", "Space")
        assert section(stage).save_button.lines == ("Tambahkan", "Printer pintu")
        assert not section(stage).result.isVisible()
        await stage.press("Ctrl+Return")
        [*_, made] = stage.acts.printers.shown
        assert (made.name, made.address) == ("Printer pintu", "tcp://192.0.2.40:9101")
        assert ticks(section(stage)) == ["Layar antrean"]
        assert not section(stage).dirty

    play(scene, title="Printer")


def test_each_kind_of_connection_keeps_its_own_address_and_says_what_to_type(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(COUNTERS)
        link(shown, Link.USB)
        assert shown.address.text() == "/dev/usb/lp0"
        assert "Perangkat printer" in [word.replace("&", "") for word in stage.words()]
        assert any("grup lp" in word for word in stage.words())
        link(shown, Link.FOLDER)
        shown.address.setText("/srv/slip")
        link(shown, Link.NETWORK)
        assert shown.address.text() == "192.0.2.31"
        assert not shown.dirty, "everything is as it was"
        link(shown, Link.FOLDER)
        assert shown.address.text() == "/srv/slip"
        await stage.press("Ctrl+Return")
        assert stage.refusal.startswith("Terpasang di PC mana?")
        assert shown.place.property("state") == "bad"

    play(scene, title="Printer")


def test_a_wrong_address_is_refused_at_its_field(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(COUNTERS)
        shown.address.setText("printer;reboot")
        await stage.press("Ctrl+Return")
        assert stage.refusal.startswith("Alamat printer ditulis seperti")
        assert shown.address.property("state") == "bad"
        assert stage.acts.printers.done == []

    play(scene, title="Printer")


def test_a_station_that_changes_its_printer_is_told_before_and_given_back_after(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(SPARE)
        assert ticks(shown) == []
        shown.users.boxes[4].click()
        assert "Loket 4 pindah dari Printer loket." in stage.words()
        await stage.press("Ctrl+Return")
        assert ticks(shown) == ["Loket 4"]
        shown.choose(COUNTERS)
        assert ticks(shown) == ["Loket 1", "Loket 2", "Loket 3"]
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert ticks(shown) == ["Loket 1", "Loket 2", "Loket 3", "Loket 4"]

    play(scene, title="Printer")


def test_the_test_slip_is_watched_until_the_printer_has_answered(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown, acts = section(stage), stage.acts.printers
        shown.choose(COUNTERS)
        await stage.press("Alt+C")
        assert acts.done == ["test"]
        assert shown.result_badge.word == "Mencetak"
        assert shown.result_words.text() == "Cetak uji Printer loket: menunggu printer."
        acts.finish(COUNTERS, PrintState.PRINTED)
        for _ in range(2):
            stage.ticker.advance(1)
            await stage.settle()
        assert shown.result_badge.state is State.OK
        assert shown.result_words.text().startswith("Cetak uji Printer loket: tercetak pukul ")
        assert not shown.watching

    play(scene, title="Printer")


def test_a_test_that_nobody_prints_is_not_watched_for_ever(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).choose(COUNTERS)
        await stage.press("Alt+C")
        assert section(stage).watching
        for _ in range(152):
            stage.ticker.advance(1)
            await stage.settle()
        assert not section(stage).watching

    play(scene, title="Printer")


def test_an_unsaved_printer_is_not_tested(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).choose(COUNTERS)
        section(stage).name.setText("Printer lobi")
        await stage.press("Alt+C")
        assert stage.acts.printers.done == []
        assert stage.status == "Simpan perubahan dahulu."

    play(scene, title="Printer")


def test_ux_u14_a_removed_printer_comes_back_with_its_stations(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(COUNTERS)
        await stage.press("Alt+H")
        assert [row.line.name for row in shown.rows] == ["Printer mesin antrean", "Printer cadangan"]
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.name.text() == "Printer loket"
        assert ticks(shown) == ["Loket 1", "Loket 2", "Loket 3", "Loket 4"]

    play(scene, title="Printer")


def test_the_list_says_what_each_printer_did_last(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert [row.badge.word.split()[0] for row in shown.rows] == ["Tercetak", "Perlu", "PC"]
        assert [row.users for row in shown.rows] == ["4 stasiun", "Mesin antrean", ""]
        shown.choose(KIOSK)
        assert shown.result_words.text() == "C012: Kertas printer habis. Isi kertas, lalu cetak lagi."
        shown.choose(SPARE)
        assert shown.result_words.text() == "Loket 4 tidak menyala. Nyalakan untuk mencetak di sini."

    play(scene, title="Printer")


def test_names_from_data_appear_literally(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).choose(COUNTERS)
        section(stage).name.setText("<b>Printer</b>")
        await stage.press("Ctrl+Return")
        titles = [label.text() for label in stage.page.findChildren(QLabel)]
        assert "<b>Printer</b>" in titles

    play(scene, title="Printer")
