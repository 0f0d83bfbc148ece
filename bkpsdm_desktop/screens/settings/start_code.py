"""The one time that a start code is seen: asked for, made, printed or written down, and gone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import plain_label
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.accounts import AccountRow, NewCode

_ABOVE = 0
"""The place of the room above the code."""


class CodeCard(Panel):
    """Either what a new code will do (``asked``), or a code that was made (``shown``), or nothing."""

    def __init__(self) -> None:
        super().__init__("Kode awal")
        self.set_lit("key")
        self.asked: AccountRow | None = None
        self.shown: NewCode | None = None
        self.code: QLabel = plain_label(size=40, weight=700)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setAccessibleName("Kode awal")
        self.facts = FactList()
        self.body.addStretch(1)
        self.body.addWidget(self.code)
        self.body.addStretch(1)
        self.body.addWidget(self.facts)
        self.body.addStretch(2)
        self.hide()

    def ask(self, row: AccountRow) -> None:
        """Say what giving out a new code does, before it is done."""
        self.asked, self.shown = row, None
        self.body.setStretch(_ABOVE, 0)
        self.set_title("Kode awal baru")
        self.code.hide()
        whom = Fact(f"Untuk {row.form.name}, nama pengguna {row.username}.", icon="id-card")
        facts = [whom, Fact("Kata sandi yang sekarang tidak berlaku lagi.", icon="warning", state=State.WARN)]
        if row.pins:
            stations = ", ".join(pin.station for pin in row.pins)
            facts.append(Fact(f"PIN di {stations} dihapus.", icon="keypad", state=State.WARN))
        facts.append(
            Fact(
                "Pemiliknya membuat kata sandi baru, dan tahu siapa yang mengaturnya.",
                icon="user",
            )
        )
        self.facts.set_facts(facts)
        self.show()

    def show_code(self, new: NewCode) -> None:
        """Show a code that was just made."""
        self.asked, self.shown = None, new
        self.body.setStretch(_ABOVE, 1)
        self.set_title("Kode awal")
        self.code.setText(f"{new.code[:4]} {new.code[4:]}")
        self.code.setFont(theme.font(40, 700))
        self.code.show()
        until = f"{short_date(business_day(new.until))} pukul {clock_wib(new.until)}"
        self.facts.set_facts(
            (
                Fact(f"Untuk {new.name}, nama pengguna {new.username}.", icon="id-card"),
                Fact(f"Berlaku sampai {until}.", icon="clock"),
                Fact("Hanya tampil sekali ini: cetak atau catat.", icon="warning", state=State.WARN),
                Fact("Kode ini hanya membuka pembuatan kata sandi.", icon="lock"),
            )
        )
        self.show()

    @property
    def busy(self) -> bool:
        """Whether there is something on it."""
        return self.asked is not None or self.shown is not None

    def clear(self) -> None:
        """Forget everything."""
        self.asked = self.shown = None
        self.code.setText("")
        self.facts.set_facts(())
        self.hide()

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "facts"):
            self.facts.set_density(density)
