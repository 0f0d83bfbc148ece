"""Sections that are one set of numbers for the whole office: what they mean is shown as they are typed, and
they count when they are saved."""

from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QSpinBox

from bkpsdm_desktop.screens.settings.section import Host, Section
from bkpsdm_desktop.screens.widgets.state import State

Rules = TypeVar("Rules")


class NumbersSection(Section, Generic[Rules]):
    """What these sections have in common; each says how its numbers are shown, read and written.

    ``noun`` is what the numbers are called in sentences (*aturan antrean*).
    """

    noun = "aturan"

    def __init__(self, title: str, icon: str, host: Host, *, initial: Rules, save: str) -> None:
        super().__init__(title, icon, host)
        self._initial = self._base = self._shown = initial
        self._known = False  # the stored numbers have been read
        self._filling = False
        self.numbers: dict[str, QSpinBox] = {}
        self.save_button = self.set_primary(save, self.save)
        self.default_button = self.tool("Aturan awal", "Alt+W", self.restore_defaults, icon="undo")
        self.discard_button = self.tool("Buang perubahan", "Alt+F", self.discard, right=True, danger=True)

    # --- what each section says ------------------------------------------------------------------

    def typed(self) -> Rules:
        """What the fields say; they cannot say anything outside the limits."""
        raise NotImplementedError

    def fill(self, rules: Rules) -> None:
        """Put numbers into the fields."""
        for name, number in self.numbers.items():
            number.setValue(getattr(rules, name))

    def show_meaning(self, rules: Rules, saved: Rules) -> int:
        """Show what the numbers mean; how many are other than the saved ones."""
        raise NotImplementedError

    def put(self, rules: Rules, was: Rules) -> Coroutine[Any, Any, None]:
        """Let numbers count instead of those that were seen."""
        raise NotImplementedError

    # --- reading ---------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        # What the fields could not show of the stored numbers is no edit of this person.
        return self._known and self.typed() != self._shown

    def take(self, rules: Rules) -> None:
        """These numbers are stored; they are shown unless somebody is typing others."""
        if self.dirty:
            self._show()
        else:
            self._settle(rules)

    def _settle(self, rules: Rules) -> None:
        self._base, self._known = rules, True
        self._write(rules)
        self._shown = self.typed()
        self._show()

    def _write(self, rules: Rules) -> None:
        self._filling = True
        try:
            self.fill(rules)
        finally:
            self._filling = False

    def _fill(self, rules: Rules) -> None:
        self._write(rules)
        self._show()

    def _edited(self) -> None:
        if not self._filling:
            self._show()

    def _show(self) -> None:
        rules = self.typed()
        count = self.show_meaning(rules, self._shown)
        self.save_button.set_about(f"{count} angka berubah")
        at_start = rules == self._initial
        self.default_button.set_reason("Angkanya sudah seperti aturan awal." if at_start else "")
        self.refresh_verbs(discard=self.discard_button)

    # --- acts ------------------------------------------------------------------------------------

    def restore_defaults(self) -> None:
        """Fill in the numbers that the program came with; they count when they are saved."""
        self._fill(self._initial)

    def discard(self) -> None:
        """Back to what is saved; *Urungkan* brings the numbers back."""
        if not self.dirty:
            return
        typed = self.typed()
        self._fill(self._base)
        self.host.offer_undo(f"Perubahan {self.noun} dibuang.", "", lambda: self._fill(typed))
        self.reload()

    def save(self) -> None:
        """Let the numbers count from now on."""
        if self.dirty:
            self._put(self.typed(), self._base)

    def _put(self, rules: Rules, was: Rules, *, undoing: bool = False) -> None:
        def saved(_: None) -> None:
            self._settle(rules)
            self.reload()
            if undoing:
                self.host.say(f"{self.noun.capitalize()} dikembalikan.", State.OK)
            else:
                self.host.offer_undo(
                    f"{self.noun.capitalize()} disimpan.", "", lambda: self._put(was, rules, undoing=True)
                )

        self.host.run(
            lambda: self.put(rules, was), on_done=saved, button=None if undoing else self.save_button
        )
