"""3. The devices of this PC: so far the ticket printer."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.printer_address import FIRST_USB, Link, address_of
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.forms.ui_start_printer import Ui_PrinterForm
from bkpsdm_desktop.screens.start.acts import StartActs
from bkpsdm_desktop.screens.start.fields import program_fault
from bkpsdm_desktop.screens.tasks import TaskKeeper
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Size
from bkpsdm_desktop.screens.widgets.labels import Picture, restyle
from bkpsdm_desktop.screens.widgets.state import State

NONE, USB, FOLDER, NETWORK = "none", Link.USB, Link.FOLDER, Link.NETWORK
_KINDS = {NONE: "Tanpa printer", USB: "USB", FOLDER: "Folder berkas", NETWORK: "Jaringan"}
_PAPERS = {576: "80 mm", 384: "58 mm"}
_HINTS = {
    NONE: "Printer boleh menyusul. Tanpa printer, nomor tampil besar di layar untuk dicatat.",
    USB: "Perangkat printer di PC ini. Akun yang menjalankan program harus anggota grup lp.",
    FOLDER: "Tiap slip disimpan sebagai berkas di folder ini. Tulis alamat lengkapnya.",
    NETWORK: "Nama atau alamat IP printer. Tanpa :porta berarti :9100.",
}


def proven(sentence: str) -> bool:
    """Whether a result says that the printer itself reported the paper out: no other sentence says so."""
    return sentence.startswith("Tercetak")


class PrinterPart(QWidget):
    """Kind, address and paper of the ticket printer, and what came of the test."""

    changed = Signal()

    def __init__(self, acts: StartActs, keeper: TaskKeeper) -> None:
        super().__init__()
        self._acts, self._keeper = acts, keeper
        self.form = form = Ui_PrinterForm()
        form.setupUi(self)
        for kind, word in _KINDS.items():
            form.kind.addItem(word, kind)
        for width, word in _PAPERS.items():
            form.paper.addItem(word, width)
        self._addresses = dict.fromkeys(_KINDS, "") | {USB: FIRST_USB}
        self._kind = NONE
        form.printerRow.insertWidget(0, Picture("printer", 18))
        self.try_button = KeyButton("Cetak uji", size=Size.TOOL, cap_right=True)
        form.printerRow.addWidget(self.try_button)
        self._dress()
        action = QAction("Cetak uji", self)
        action.setShortcut(QKeySequence("Alt+C"))
        self.addAction(action)
        self.try_button.bind(action)
        self.try_button.clicked.connect(self.try_printer)
        form.kind.currentIndexChanged.connect(self._on_kind)
        form.paper.currentIndexChanged.connect(self._on_edit)
        form.address.textEdited.connect(self._on_edit)
        form.address.editingFinished.connect(self._on_left)
        self._on_kind()

    def _dress(self) -> None:
        form = self.form
        form.question.setFont(theme.font(15, 600))
        form.kindLabel.setFont(theme.font(13, 600))
        form.resultIndent.setFixedWidth(18)
        form.result.set_lines(2)
        form.kind.setFixedSize(138, 32)
        form.paper.setFixedSize(100, 32)
        form.address.setFixedHeight(32)
        for widget in (form.addressLabel, form.address, form.paperLabel, form.paper):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # what stands beside it stays where it is
            widget.setSizePolicy(policy)
        form.paper.setAccessibleName("Lebar kertas tiket")
        form.kind.setAccessibleName("Printer tiket")

    def read_address(self) -> str:
        """The printer as in ``StartChoice``; raises ``Refused`` while its field is not right."""
        if self._kind == NONE:
            return ""
        return address_of(Link(self._kind), self.form.address.text())

    @property
    def paper_width(self) -> int:
        return int(self.form.paper.currentData())

    @property
    def _field_name(self) -> str:
        return "Printer" if self._kind == NONE else Link(self._kind).field

    def check(self) -> bool:
        """Whether what was typed is right; else says so and goes there."""
        if self._is_right():
            return True
        self.form.address.setFocus()
        return False

    def try_printer(self) -> None:
        if not self.check():
            return
        address, width = self.read_address(), self.paper_width
        self._say("Mencetak…", State.NEUTRAL)
        self._keeper.run(
            lambda: self._acts.test_printer(address, width),
            on_done=lambda sentence: self._say(sentence, State.OK if proven(sentence) else State.INFO),
            on_refused=lambda sentence: self._say(sentence, State.WARN),
            on_failed=lambda code: self._say(program_fault(code), State.BAD),
            button=self.try_button,
        )

    def _is_right(self) -> bool:
        try:
            self.read_address()
        except Refused as refused:
            restyle(self.form.address, "state", "bad")
            self._say(refused.sentence, State.BAD)
            return False
        if self.form.address.property("state"):
            self._calm()
        return True

    def _on_kind(self) -> None:
        form = self.form
        self._addresses[self._kind] = form.address.text()  # each kind keeps what was typed for it
        self._kind = str(form.kind.currentData())
        form.address.setText(self._addresses[self._kind])
        form.address.setPlaceholderText("" if self._kind == NONE else Link(self._kind).example)
        form.addressLabel.setText("Fo&lder" if self._kind == FOLDER else "A&lamat")
        form.address.setAccessibleName(self._field_name)
        there = self._kind != NONE
        for widget in (form.addressLabel, form.address, form.paperLabel, form.paper):
            widget.setVisible(there)
        self.try_button.set_reason("" if there else "Pilih printer dahulu")
        self._on_edit()

    def _on_edit(self) -> None:
        self._calm()
        self.changed.emit()

    def _on_left(self) -> None:
        if self.form.address.text() or self.form.address.isModified():
            self._is_right()

    def _calm(self) -> None:
        restyle(self.form.address, "state", "")
        self._say(_HINTS[self._kind], State.NEUTRAL)

    def _say(self, sentence: str, state: State) -> None:
        self.form.result.say(sentence, state)
