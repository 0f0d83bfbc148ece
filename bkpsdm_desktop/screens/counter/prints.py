"""F10: what did not come out of the printer, and the present ticket once more."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bkpsdm_desktop.domain.indonesian import clock_wib
from bkpsdm_desktop.screens.counter.pieces import RowsTable, line
from bkpsdm_desktop.screens.counter.sheet import Sheet
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.widgets.badge import BadgeText
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.rows import PrintJobRow, PrintState


def _badge(job: PrintJobRow) -> BadgeText:
    if job.unsure:
        return BadgeText("Tercetak?", State.WARN)
    if job.state is PrintState.CANCELLED:
        return BadgeText("Tidak dicetak", State.NEUTRAL, "forbidden")
    return BadgeText("Perlu dilihat", State.BAD)


class Prints(Sheet):
    """``again``, ``confirmed`` carry a print job's id; ``copy_wanted`` asks for the present ticket."""

    again = Signal(object)
    confirmed = Signal(object)
    copy_wanted = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Cetak", "printer", parent)
        self._jobs = KeyedTableModel[PrintJobRow](
            (
                Column("Cetakan", lambda job: job.title, strong=True),
                Column("Pukul", lambda job: clock_wib(job.created_at)),
                Column("Keadaan", lambda job: _badge(job).word, badge=_badge),
                Column("Keterangan", lambda job: job.note),
            ),
            key=lambda job: job.id,
        )
        self.table = RowsTable(
            "Yang belum tercetak", self._jobs, (150, 96, 130, None),
            empty="Tidak ada cetakan yang tertahan.", choose=True,
        )  # fmt: skip
        self.table.setMinimumHeight(160)
        self.print_button = self._button("Cetak", "Alt+C")
        self.printed_button = self._button("Tercetak", "Alt+Y")
        self.not_printed_button = self._button("Tidak tercetak", "Alt+D")
        self.copy_button = self._button("Cetak salinan", "Alt+S")
        self._about = plain_label(wrap=True)
        self._copy_words = plain_label(size=15, weight=600)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (self.print_button, self.printed_button, self.not_printed_button):
            acts.addWidget(part)
        acts.addStretch(1)
        copy = QHBoxLayout()
        copy.addWidget(self._copy_words, 1)
        copy.addWidget(self.copy_button)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._about)
        self.body.addLayout(acts)
        self.body.addWidget(line())
        self.body.addLayout(copy)
        self.add_hint("pilih", "↑", "↓")
        self.foot.addStretch(1)
        self.add_hint("tutup", "Esc")
        self.first = self.table
        self.print_button.clicked.connect(lambda: self._send(self.again))
        self.not_printed_button.clicked.connect(lambda: self._send(self.again))
        self.printed_button.clicked.connect(lambda: self._send(self.confirmed))
        self.copy_button.clicked.connect(self.copy_wanted)
        self.table.selectionModel().currentChanged.connect(self._fit)

    def _button(self, words: str, key: str) -> KeyButton:
        button = KeyButton(words, size=Size.TOOL)
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        button.bind(action)
        button.refused.connect(self.refused)
        return button

    def show_view(self, view: CounterView) -> None:
        self._jobs.set_rows(view.unprinted)
        if view.unprinted and self._jobs.row(self.table.currentIndex()) is None:
            self.table.setCurrentIndex(self._jobs.index(0, 0))
        active = view.active
        self._copy_words.setText(f"Slip {active.label}, ditandai SALINAN" if active else "Slip nomor ini")
        self.copy_button.set_reason("" if active else "Belum ada nomor yang dipanggil di loket ini.")
        self._fit()

    @property
    def chosen(self) -> PrintJobRow | None:
        return self._jobs.row(self.table.currentIndex())

    def _send(self, signal: SignalInstance) -> None:
        job = self.chosen
        if job is not None:
            signal.emit(job.id)

    def _fit(self) -> None:
        """A job that may have come out is asked about first; the others are simply printed."""
        job = self.chosen
        unsure = job is not None and job.unsure
        for button in (self.printed_button, self.not_printed_button):
            button.setVisible(unsure)
        self.print_button.setVisible(not unsure)
        self.print_button.set_reason("" if job is not None else "Pilih cetakan dahulu.")
        if job is None:
            self._about.setText("")
        elif unsure:
            self._about.setText(
                f"{job.title}: lihat keluaran printer. Bila slip sudah ada, pilih Tercetak; "
                "bila tidak ada, pilih Tidak tercetak dan slip dicetak lagi."
            )
        else:
            self._about.setText(f"{job.title}: tidak keluar dari printer.")
