"""Head and foot of the staff windows."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.header import HeaderBar, StatusLine
from bkpsdm_desktop.screens.widgets.state import State
from tests.helpers.pictures import drawn_text
from tests.screens.conftest import Stage

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


def filled(stage: Stage, width: int, density: Density = Density.NORMAL) -> tuple[HeaderBar, QWidget]:
    header = HeaderBar()
    header.set_density(density)
    header.set_office("BKPSDM Kota Tangerang Selatan")
    header.set_station("Loket 3")
    header.set_state("Melayani C012", State.OK, "user")
    header.set_person("Rani Contoh", "petugas")
    header.set_connection("Tersambung", "1 menit lalu · 2 menunggu")
    header.set_now(NOW)
    return header, stage(header, width=width, margin=0)


def test_ux_u9_the_clock_is_in_wib(app: QApplication, stage: Stage) -> None:
    header, _ = filled(stage, 1366)
    shown = drawn_text(header)
    assert "09.46 WIB" in shown
    assert "Selasa, 24 November 2026" in shown


def test_ux_u22_the_header_fits_at_each_density(app: QApplication, stage: Stage) -> None:
    for width, density in ((1366, Density.NORMAL), (1280, Density.COMPACT1), (1093, Density.COMPACT2)):
        header, host = filled(stage, width, density)
        assert header.height() == density.px.header
        layout = header.layout()
        assert layout is not None
        assert layout.minimumSize().width() <= width
        shown = drawn_text(header)
        assert ("petugas" in shown) == density.px.wide_header
        assert {"Loket 3", "Melayani C012", "Rani Contoh", "Tersambung", "09.46 WIB"} <= set(
            shown.split("\n")
        )
        host.close()


def test_ux_u22_long_names_do_not_widen_the_window(app: QApplication, stage: Stage) -> None:
    header, _ = filled(stage, 1366)
    header.set_office(
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kabupaten Pangkajene dan Kepulauan"
    )
    header.set_person("Dr. Siti Misalnya Contohwati Umpamaningsih, S.Sos., M.Si.", "penyelia loket pelayanan")
    layout = header.layout()
    assert layout is not None
    assert layout.minimumSize().width() <= 1093
    assert "…" in drawn_text(header)


def test_ux_u25_the_connection_and_its_alarm_lead_to_details(
    app: QApplication, qtbot: QtBot, stage: Stage
) -> None:
    header, _ = filled(stage, 1366)
    header.set_connection("", alarm="Luring sejak 09.53 WIB · 12 tersimpan")
    assert "Luring sejak 09.53 WIB · 12 tersimpan" in drawn_text(header)
    assert "Tersambung" not in drawn_text(header)
    with qtbot.waitSignal(header.connection_clicked):
        QTest.mouseClick(header.alarm, Qt.MouseButton.LeftButton)


def test_nobody_signed_in_leaves_no_trace(app: QApplication, stage: Stage) -> None:
    header, _ = filled(stage, 1366)
    header.set_person("")
    assert "petugas" not in drawn_text(header)
    assert header.words["person"] == ""


def test_ux_u15_the_status_line_says_reasons_and_facts(app: QApplication, stage: Stage) -> None:
    line = StatusLine()
    stage(line, width=1366, margin=0)
    line.set_message("F3 belum bisa dipakai: belum ada nomor yang dipanggil.", State.WARN)
    line.set_segment("ticket", "Tiket: siap", "printer")
    line.set_segment("paper", "Kertas F4 kosong", "printer", State.WARN)
    line.add_key("F1", "Bantuan")
    reason = "F3 belum bisa dipakai: belum ada nomor yang dipanggil."
    assert set(drawn_text(line).split("\n")) == {reason, "Tiket: siap", "Kertas F4 kosong", "F1", "Bantuan"}
    line.set_message("")
    line.set_segment("paper", "")
    assert set(drawn_text(line).split("\n")) == {"Tiket: siap", "F1", "Bantuan"}
