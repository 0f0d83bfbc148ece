"""Pictures of every widget in both themes: ``python tests/gallery.py FOLDER``. By hand."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge, BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, PrimaryButton, Size, VerbButton
from bkpsdm_desktop.screens.widgets.header import HeaderBar, StatusLine
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, plain_label
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.screens.widgets.tables import dress_table
from bkpsdm_desktop.screens.widgets.touch import (
    FactBox,
    Tile,
    TouchButton,
    TouchKind,
    TouchOption,
    TouchRow,
)

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)


def action(owner: QWidget, key: str) -> QAction:
    made = QAction(owner)
    made.setShortcut(QKeySequence(key))
    return made


def verb(owner: QWidget, key: str, words: str, reason: str = "", kind: Kind = Kind.PLAIN) -> KeyButton:
    made = KeyButton(words, kind=kind)
    made.bind(action(owner, key))
    made.set_reason(reason)
    return made


def header() -> HeaderBar:
    made = HeaderBar()
    made.set_office("BKPSDM Kota Tangerang Selatan")
    made.set_station("Loket 3")
    made.set_state("Melayani C012", State.OK, "user")
    made.set_person("Rani Contoh", "petugas")
    made.set_connection("Tersambung", "1 menit lalu · 2 menunggu")
    made.set_now(NOW)
    return made


def table() -> QTableView:
    rows = [
        ("A", "Pengambilan SK", 5, "27 menit", BadgeText("Ya", State.OK)),
        ("C", "Dinas P&K <b>x", 5, "37 menit", BadgeText("Mendekati", State.WARN)),
        (
            "K",
            "Kenaikan gaji berkala dengan nama yang amat panjang",
            4,
            "33 menit",
            BadgeText("Lewat", State.BAD),
        ),
        ("U", "Pensiun", 1, "2 menit", BadgeText("Berakhir", State.NEUTRAL, "lock")),
    ]
    model: KeyedTableModel[tuple[str, str, int, str, BadgeText]] = KeyedTableModel(
        [
            Column("Seri", lambda row: row[0], strong=True),
            Column("Layanan", lambda row: row[1]),
            Column("Menunggu", lambda row: str(row[2]), right=True),
            Column("Terlama", lambda row: row[3], right=True, muted=lambda row: row[0] == "U"),
            Column("Untuk saya", lambda row: row[4].word, badge=lambda row: row[4]),
        ],
        key=lambda row: row[0],
    )
    model.set_rows(rows)
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    dress_table(view, Density.NORMAL)
    view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    view.selectRow(1)
    return view


def action_bar(owner: QWidget, primary: PrimaryButton, density: Density) -> QFrame:
    bar = QFrame(owner)
    bar.setProperty("kind", "bar")
    bar.setFixedHeight(density.px.bar)
    row = QHBoxLayout(bar)
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(density.px.bar_gap)
    row.addWidget(primary)
    row.addSpacing(6)
    why = "Belum ada nomor yang dipanggil."
    for key, words, reason in (
        ("F3", "Panggil ulang", why), ("F6", "Alihkan", ""), ("F7", "Tunda", ""), ("F8", "Tidak hadir", why),
    ):  # fmt: skip
        row.addWidget(verb(owner, key, words, reason))
    row.addStretch(1)
    for key, words in (("F5", "Cari"), ("F10", "Cetak"), ("F11", "Jeda")):
        row.addWidget(verb(owner, key, words))
    row.addWidget(verb(owner, "F12", "Darurat", kind=Kind.DANGER))
    for button in bar.findChildren(VerbButton):
        button.set_density(density)
    return bar


def staff(width: int = 1366, height: int = 768) -> QWidget:
    density = Density.for_size(width, height)
    window = QWidget()
    window.resize(width, height)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = header()
    head.set_density(density)
    column.addWidget(head)
    work = QGridLayout()
    work.setContentsMargins(12, 12, 12, 12)
    work.setSpacing(12)
    who = Panel("Berikutnya untuk Anda", "Loket 3 melayani A, C, K")
    who.set_lit(True)
    who.setFixedWidth(density.px.column_a)
    who.set_density(density)
    who.body.addWidget(plain_label("C011", size=64, weight=700))
    who.body.addWidget(plain_label("Cuti tahunan", size=18, weight=600))
    for minutes in (20, 37, 50):
        meter = Meter()
        meter.set_spans(timedelta(minutes=minutes), timedelta(minutes=45))
        meter.set_caption("batas tunggu 45 menit", "kuning mulai 36 menit")
        who.body.addWidget(meter)
    badges = QHBoxLayout()
    badges.addWidget(Badge("KTP cocok", State.OK, "id-card"))
    badges.addWidget(Badge("Prioritas", State.INFO, "heart"))
    badges.addWidget(Badge("Reguler", State.NEUTRAL, "user"))
    badges.addStretch(1)
    who.body.addLayout(badges)
    more = QHBoxLayout()
    more.addWidget(Badge("Mendekati", State.WARN))
    more.addWidget(Badge("Lewat", State.BAD))
    more.addStretch(1)
    who.body.addLayout(more)
    who.body.addStretch(1)
    work.addWidget(who, 0, 0)
    work.addLayout(middle(window), 0, 1)
    column.addLayout(work, 1)
    ticks = iter((0.0, 2.0, 2.0, 2.0))
    undo = UndoBar(lambda: next(ticks))
    column.addWidget(undo)
    primary = PrimaryButton("Panggil berikutnya", "C011 · Cuti tahunan")
    primary.bind(action(window, "F2"))
    column.addWidget(action_bar(window, primary, density))
    status = StatusLine()
    status.set_density(density)
    status.set_message("F3, F8 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini.")
    status.set_segment("ticket", "Tiket: siap", "printer")
    status.set_segment("paper", "Dokumen: kertas F4 kosong", "printer", State.WARN)
    status.add_key("Ctrl+K", "Palet perintah")
    status.add_key("F1", "Bantuan")
    column.addWidget(status)
    undo.show_act("C010 ditandai tidak hadir", "Masih boleh kembali sampai 10.26 WIB.", icon="forbidden")
    undo.tick()
    window.show()
    window.activateWindow()
    primary.setFocus()
    return window


def middle(owner: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    bars = (
        (State.INFO, "Antrean tutup.", "Buka lagi pukul 13.00 WIB."),
        (State.OK, "Tercetak.", "Petikan SK siap diserahkan."),
        (State.WARN, "Kertas F4 kosong.", "Isi baki 2, lalu tekan F10."),
        (
            State.BAD,
            "Basis data kantor tidak terjangkau.",
            "Isian Anda aman di PC ini. Mencoba lagi dalam 5 detik.",
        ),
    )
    for state, fact, advice in bars:
        bar = MessageBar()
        bar.set_message(state, fact, advice)
        column.addWidget(bar)
    panel = Panel("Antrean per layanan", "20 menunggu · diperbarui 09.56.07 WIB", body_margins=False)
    panel.body.addWidget(table())
    column.addWidget(panel, 1)
    row = QHBoxLayout()
    busy = PrimaryButton("Simpan", "Permohonan 2026-KGB-000731")
    busy.bind(action(owner, "Ctrl+Return"))
    busy.set_busy(True)
    off = PrimaryButton("Cetak dan serahkan", "SK 412")
    off.bind(action(owner, "Ctrl+Return"))
    off.set_reason("Printer berhenti di halaman 37")
    row.addWidget(busy)
    row.addWidget(off)
    row.addStretch(1)
    column.addLayout(row)
    tools = QHBoxLayout()
    add = KeyButton("Tambah layanan", size=Size.SMALL, icon="plus", cap_right=True)
    add.bind(action(owner, "Alt+T"))
    form = KeyButton("Isi formulir", kind=Kind.STRONG, size=Size.TOOL, cap_right=True)
    form.bind(action(owner, "Return"))
    for part in (
        add,
        form,
        QPushButton("Cetak uji"),
        ElidedLabel("Kata-kata yang panjang sekali " * 4, color=lambda now: now.ink_muted),
    ):
        tools.addWidget(part)
    column.addLayout(tools)
    fields = QHBoxLayout()
    combo = QComboBox()
    combo.addItems(["Jaringan 192.0.2.31, 80 mm", "Printer SK"])
    wrong = QLineEdit("1984021")
    wrong.setProperty("state", "bad")
    off_field = QLineEdit("mati")
    off_field.setEnabled(False)
    check, radio = QCheckBox("Siap"), QRadioButton("Hanya di PC ini")
    check.setChecked(True)
    radio.setChecked(True)
    for field in (QLineEdit("Siti Misalnya"), combo, QDateEdit(), wrong, off_field, check, radio):
        if not isinstance(field, QAbstractButton):
            field.setFixedHeight(Density.NORMAL.px.field)
        fields.addWidget(field)
    column.addLayout(fields)
    return column


def kiosk() -> QWidget:
    window = QWidget()
    window.resize(1080, 1500)
    column = QVBoxLayout(window)
    column.setContentsMargins(48, 24, 48, 24)
    column.setSpacing(24)
    facts = FactBox()
    facts.set_facts(
        [("people", "Menunggu", "18"), ("desk", "Loket buka", "4"), ("clock", "Buka sampai", "15.00")]
    )
    column.addWidget(facts)
    grid = QGridLayout()
    grid.setSpacing(24)
    tiles = [
        Tile("Ambil SK", "4 menunggu"), Tile("Cuti", "6 menunggu"),
        Tile("Kepegawaian dan pangkat", "5 menunggu"), Tile("Pensiun", "1 menunggu"),
    ]  # fmt: skip
    for place, (tile, icon) in enumerate(
        zip(tiles, ("document-check", "calendar-check", "stairs", "sunrise"), strict=True)
    ):
        tile.set_icon(icon)
        tile.set_digit(str(place + 1) if place < 2 else "")
        grid.addWidget(tile, place // 2, place % 2)
    tiles[2].setDown(True)
    tiles[3].set_reason("Buka 13.00 WIB")
    column.addLayout(grid)
    row = TouchRow("Saya punya kode janji temu", "Pindai kode QR atau ketik kodenya")
    row.set_icon("qr")
    column.addWidget(row)
    options = QHBoxLayout()
    options.setSpacing(24)
    elder = TouchOption("Lansia", "usia 60+", "elder")
    toddler = TouchOption("Membawa balita", "", "toddler")
    toddler.setChecked(True)
    options.addWidget(elder)
    options.addWidget(toddler)
    column.addLayout(options)
    column.addWidget(TouchButton("Ambil nomor", "ticket", TouchKind.HUGE))
    busy = TouchButton("Ambil nomor", "ticket", TouchKind.PRIMARY)
    busy.set_busy(True)
    closed = TouchButton("Ambil nomor", "ticket", TouchKind.PRIMARY)
    closed.set_reason("Antrean tutup")
    pair = QHBoxLayout()
    pair.setSpacing(24)
    pair.addWidget(busy)
    pair.addWidget(closed)
    column.addLayout(pair)
    bottom = QHBoxLayout()
    bottom.setSpacing(24)
    for words, icon in (("English", "globe"), ("Tampilan rendah", "low-layout"), ("Suara", "sound")):
        bottom.addWidget(TouchButton(words, icon))
    column.addLayout(bottom)
    column.addStretch(1)
    window.show()
    window.activateWindow()
    tiles[1].setFocus(Qt.FocusReason.TabFocusReason)
    return window


def picture(window: QWidget, ratio: float) -> QPixmap:
    shot = QPixmap(QSize(round(window.width() * ratio), round(window.height() * ratio)))
    shot.setDevicePixelRatio(ratio)
    window.render(shot)
    return shot


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for look in (theme.light(), theme.dark()):
        theme.apply(app, look)
        makers: dict[str, Callable[[], QWidget]] = {
            "staff": staff,
            "compact1": lambda: staff(1280, 720),
            "compact2": lambda: staff(1093, 614),
            "kiosk": kiosk,
        }
        for name, make in makers.items():
            window = make()
            app.processEvents()
            for ratio in (1.0, 1.5):
                picture(window, ratio).save(str(folder / f"{name}-{look.name}-{round(ratio * 100)}.png"))
            window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
