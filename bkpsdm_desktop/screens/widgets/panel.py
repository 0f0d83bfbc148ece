"""The white boxes of the staff screens: a head with title and facts, a body."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, Picture, plain_label, restyle


class Panel(QFrame):
    """Put content into ``body``. ``body_margins`` False lets a table reach the edges."""

    def __init__(
        self, title: str = "", note: str = "", *, body_margins: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._head = QFrame(self)
        self._head.setProperty("kind", "head")
        self._title = plain_label(size=13, weight=600, role="title")
        self._note = ElidedLabel(size=12, color=lambda now: now.ink_muted, grow=False)
        self._row = QHBoxLayout(self._head)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        self._row.addWidget(self._note)
        self.body = QVBoxLayout()
        margin = 12 if body_margins else 1
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self.body, 1)
        self.set_title(title)
        self.set_note(note)
        self.set_density(Density.NORMAL)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)
        self._head.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """The grey words at the right of the head."""
        self._note.set_text(note)
        self._note.setVisible(bool(note))

    def add_to_head(self, widget: QWidget, *, beside_title: bool = False) -> None:
        """A badge beside the title, or a button, cap or badge before the note."""
        beside = self._row.indexOf(self._title) + 1
        self._row.insertWidget(beside if beside_title else self._row.count() - 1, widget)

    def set_lit(self, icon: str = "") -> None:
        """Edge and head in the primary colour: this panel is the one that matters now."""
        restyle(self, "lit", "true")
        if icon:
            picture = Picture(icon, 16)
            picture.set_color(lambda: theme.current().primary)
            self._row.insertWidget(0, picture)

    def set_density(self, density: Density) -> None:
        self._head.setFixedHeight(density.px.panel_head)
