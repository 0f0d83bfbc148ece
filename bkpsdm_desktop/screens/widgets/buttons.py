"""Buttons of the staff screens. Each shows its key, and says why when it cannot be used (ux.md U15)."""

from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.theme import Density, Theme
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.keys import cap_width, key_name, paint_cap

SAVING = "Menyimpan…"


class VerbButton(QPushButton):
    """A verb with its key.

    ``clicked`` comes from mouse, Space and the key of the bound action alike. While a reason is set the
    button is disabled and its key only makes ``refused(reason)`` come, for the status line. While busy
    nothing comes, and the button keeps the keyboard, so that focus does not jump.
    """

    refused = Signal(str)

    def __init__(self, verb: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verb = ""
        self._reason = ""
        self._busy = False
        self._action: QAction | None = None
        self._density = Density.NORMAL
        self.setAutoDefault(False)
        self.set_verb(verb)

    @property
    def verb(self) -> str:
        return self._verb

    @property
    def reason(self) -> str:
        return self._reason

    @property
    def busy(self) -> bool:
        return self._busy

    @property
    def key(self) -> str:
        return key_name(self._action.shortcut()) if self._action is not None else ""

    # A screen that is shown anew says all of this again: what is said already moves and draws nothing.

    def set_verb(self, verb: str) -> None:
        if verb == self._verb:
            return
        self._verb = verb
        self.setText(verb.replace("&", "&&"))
        self._refresh()

    def set_reason(self, reason: str) -> None:
        """Why it cannot be used now; empty makes it usable."""
        if reason == self._reason:
            return
        self._reason = reason
        self.setEnabled(not reason)
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        if busy is self._busy:
            return
        self._busy = busy
        self._refresh()

    def set_density(self, density: Density) -> None:
        self._density = density
        self._refresh()

    def bind(self, action: QAction) -> None:
        """Take the key of ``action`` and click when it is triggered; the cap follows a changed shortcut."""
        if self._action is not None:
            self._action.triggered.disconnect(self._on_key)
            self._action.changed.disconnect(self._refresh)
        self._action = action
        action.triggered.connect(self._on_key)
        action.changed.connect(self._refresh)
        self._refresh()

    def click(self) -> None:
        if not self._busy:
            super().click()

    def hitButton(self, pos: QPoint) -> bool:
        return not self._busy and super().hitButton(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acting = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
        if acting and self._busy:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _on_key(self) -> None:
        if self._busy:
            return
        if self._reason:
            self.refused.emit(self._reason)
        elif self.isEnabled():
            self.click()

    def _refresh(self) -> None:
        self.setAccessibleName(self._verb)
        description = SAVING if self._busy else self._reason or self._second_line()
        self.setAccessibleDescription(", ".join(part for part in (description, self.key) if part))
        self.setToolTip(painting.plain_tip(self._reason))
        self.updateGeometry()
        self.update()

    def _second_line(self) -> str:
        return ""


class PrimaryButton(VerbButton):
    """The one act that comes next: verb, and below it what exactly, or the reason why not."""

    def __init__(self, verb: str = "", about: str = "", parent: QWidget | None = None) -> None:
        self._about = ""
        super().__init__(verb, parent)
        self.set_about(about)
        self.set_density(Density.NORMAL)

    @property
    def about(self) -> str:
        return self._about

    def set_about(self, about: str) -> None:
        """The second line: the number, the person or the paper this act is about."""
        if about == self._about:
            return
        self._about = about
        self._refresh()

    def set_density(self, density: Density) -> None:
        self.setFixedSize(density.px.column_a, density.px.primary)
        super().set_density(density)

    def _second_line(self) -> str:
        return self._about

    @property
    def lines(self) -> tuple[str, str]:
        """What the two lines say now."""
        return (SAVING if self._busy else self._verb), (self._reason or self._about)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        off = not self.isEnabled()
        ink, second = (now.disabled_ink, now.disabled_ink) if off else (now.primary_ink, now.primary_second)
        if off:
            painting.box(painter, rect, ground=now.surface_3, edge=now.border, radius=8)
        else:
            painting.box(painter, rect, ground=self._ground(now), edge=None, radius=8)
        left = rect.left() + 14
        name = self.key
        middle = rect.center().y() + 0.5
        if self._busy:
            painting.spinner(painter, QRectF(left + 4, middle - 12, 24, 24), ink, 3)
            left += 48
        elif name:
            font = theme.font(15 if len(name) < 5 else 13, 600)
            cap = QRectF(left, middle - 14, cap_width(name, font, 36, 7), 28)
            if off:
                paint_cap(painter, cap, name, font, ink=ink, ground=now.surface_2, edge=now.border)
            else:
                paint_cap(painter, cap, name, font, ink=now.primary, ground=ink, edge=ink)
            left = cap.right() + 12
        room = rect.right() - 12 - left
        first_line, second_line = self.lines
        down = 1 if self.isDown() else 0
        if not second_line:
            painting.text(
                painter, QRectF(left, down, room, rect.height()), first_line, theme.font(18, 600), ink
            )
            return
        top = middle - 19.5 + down
        painting.text(painter, QRectF(left, top, room, 22), first_line, theme.font(18, 600), ink)
        painting.text(painter, QRectF(left, top + 22, room, 17), second_line, theme.font(13), second)

    def _ground(self, now: Theme) -> str:
        if self.isDown():
            return now.primary_pressed
        return now.primary_hover if self.underMouse() and not self._busy else now.primary


class Kind(Enum):
    PLAIN = "plain"
    STRONG = "strong"
    DANGER = "danger"
    ON_DARK = "on_dark"
    """On the ground of the undo bar."""


class Size(Enum):
    """Height in logical pixels."""

    VERB = 44
    TOOL = 34
    SMALL = 28


class KeyButton(VerbButton):
    """A verb in the action bar, a tool or a small button in a panel's head."""

    def __init__(
        self,
        verb: str = "",
        *,
        kind: Kind = Kind.PLAIN,
        size: Size = Size.VERB,
        icon: str = "",
        cap_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._kind, self._size, self._icon, self._cap_right = kind, size, icon, cap_right
        super().__init__(verb, parent)
        self.setProperty("on_dark", kind is Kind.ON_DARK)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """An icon in the place left of the verb; empty takes it away."""
        self._icon = name
        self._refresh()

    def _text_px(self) -> int:
        return self._density.px.verb_text if self._size is Size.VERB else 13

    def _cap_font_px(self) -> int:
        return 11 if self._density is Density.COMPACT2 and self._size is Size.VERB else 12

    def _parts(self) -> list[tuple[str, float]]:
        """What stands on the button from left to right, with widths."""
        weight = 600 if self._kind in (Kind.STRONG, Kind.ON_DARK) else 500
        parts = [("verb", painting.width_of(self._verb, theme.font(self._text_px(), weight)))]
        if self._icon:
            parts.insert(0, ("icon", 16.0))
        if self.key:
            tight = self._density is Density.COMPACT2
            width = cap_width(
                self.key, theme.font(self._cap_font_px(), 600), 20 if tight else 22, 3 if tight else 5
            )
            parts.insert(len(parts) if self._cap_right else 0, ("cap", width))
        return parts

    def _gap(self) -> float:
        return 7.0 if self._density is Density.NORMAL else 5.0

    def sizeHint(self) -> QSize:
        px = self._density.px
        padding = px.verb_padding if self._size is Size.VERB else (12 if self._size is Size.TOOL else 9)
        parts = self._parts()
        width = sum(width for _, width in parts) + self._gap() * (len(parts) - 1) + 2 * padding + 2
        height = px.verb if self._size is Size.VERB else self._size.value
        return QSize(round(width + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw(QPainter(self), *self._colours(theme.current()))

    def _draw(self, painter: QPainter, ink: str, edge: str, ground: str, cap_ground: str | None) -> None:
        now = theme.current()
        rect = QRectF(self.rect())
        painting.box(painter, rect, ground=ground, edge=edge, radius=6)
        parts = self._parts()
        left = (rect.width() - sum(width for _, width in parts) - self._gap() * (len(parts) - 1)) / 2
        down = 1 if self.isDown() else 0
        # the spinner takes the place of what is there: a busy button is as wide as before, nothing moves
        turning = min((name for name, _ in parts), key=("icon", "cap", "verb").index) if self._busy else ""
        for part, width in parts:
            space = QRectF(left, 0, width, rect.height())
            if part == turning:
                painting.spinner(
                    painter, QRectF(space.center().x() - 8, space.center().y() - 8, 16, 16), ink, 2
                )
            elif part == "cap":
                cap = QRectF(left, rect.center().y() - 9.5, width, 20)
                font = theme.font(self._cap_font_px(), 600)
                cap_edge = edge if self._kind is not Kind.PLAIN or not self.isEnabled() else now.border
                paint_cap(painter, cap, self.key, font, ink=ink, ground=cap_ground, edge=cap_edge)
            elif part == "icon":
                paint_icon(painter, self._icon, ink, QRectF(left, rect.center().y() - 7.5 + down, 16, 16))
            else:
                weight = 600 if self._kind in (Kind.STRONG, Kind.ON_DARK) else 500
                words = space.adjusted(0, down, 1, down)
                painting.text(painter, words, self._verb, theme.font(self._text_px(), weight), ink)
            left += width + self._gap()

    def _colours(self, now: Theme) -> tuple[str, str, str, str | None]:
        """Ink, edge, ground, ground of the cap."""
        if self._kind is Kind.ON_DARK:
            ground = QColor(now.undo).lighter(150).name() if self.isDown() or self.underMouse() else now.undo
            return now.undo_ink, now.undo_ink, ground, None
        if not self.isEnabled():
            return now.disabled_ink, now.border_soft, now.surface_2, now.surface_2
        ground = now.surface_3 if self.isDown() else now.surface_2 if self.underMouse() else now.surface
        if self._kind is Kind.DANGER:
            return now.danger, now.danger, ground, now.surface
        if self._kind is Kind.STRONG:
            return now.primary, now.primary, ground, now.surface
        return now.ink, now.border, ground, now.surface
