"""How screens look: colours (from resources/theme/tokens.json), type, pixel measures, the style sheet."""

import json
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from string import Template
from typing import Any, cast

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from bkpsdm_desktop import assets
from bkpsdm_desktop.screens.focus import FocusRings

FAMILY = "Inter"
_applied: dict[str, "Theme"] = {}
"""The theme of this process under ``theme``: a redraw asks some hundred times."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours as ``#RRGGBB``, which QColor, QSS and QML all take."""

    name: str
    ink: str
    ink_muted: str
    disabled_ink: str
    surface: str
    surface_2: str
    surface_3: str
    select: str
    border: str
    border_soft: str
    primary: str
    primary_ink: str
    primary_second: str
    primary_hover: str
    primary_pressed: str
    primary_soft: str
    primary_edge: str
    success: str
    success_ink: str
    success_soft: str
    success_edge: str
    warning: str
    warning_on: str
    warning_ink: str
    warning_soft: str
    warning_edge: str
    danger: str
    danger_ink: str
    danger_soft: str
    danger_edge: str
    header: str
    header_2: str
    header_ink: str
    header_muted: str
    header_line: str
    header_edge: str
    header_ok: str
    header_ok_edge: str
    undo: str
    undo_ink: str
    undo_muted: str
    merah: str
    merah_ink: str


@dataclass(frozen=True, slots=True)
class Board:
    """Colours of the public display; ``asdict`` gives them to QML."""

    ground: str
    panel: str
    ink: str
    muted: str
    called: str
    warning: str
    warning_ink: str
    merah: str


@dataclass(frozen=True, slots=True)
class Measures:
    """Logical pixels of one density of the staff screens."""

    header: int
    nav: int
    nav_item: int
    nav_words: bool
    column_a: int
    column_c: int
    """Width of column C; 0 when its panels become tabs over column B."""
    gap: int
    bar: int
    bar_gap: int
    status: int
    primary: int
    verb: int
    verb_padding: int
    verb_text: int
    panel_head: int
    table_head: int
    row: int
    row_compact: int
    field: int
    hero: int
    wide_header: bool
    """Whether the header has room for the long date and the person's role."""


class Density(Enum):
    """How much room a staff window has; the window asks ``for_size`` and tells its parts."""

    NORMAL = Measures(
        header=48, nav=84, nav_item=58, nav_words=True, column_a=360, column_c=296, gap=12, bar=68, bar_gap=6,
        status=28, primary=48, verb=44, verb_padding=8, verb_text=13, panel_head=36, table_head=28, row=32,
        row_compact=28, field=34, hero=64, wide_header=True,
    )  # fmt: skip
    COMPACT1 = Measures(
        header=48, nav=60, nav_item=46, nav_words=False, column_a=328, column_c=264, gap=10, bar=62,
        bar_gap=5, status=28, primary=48, verb=44, verb_padding=6, verb_text=13, panel_head=32,
        table_head=25, row=28, row_compact=25, field=30, hero=52, wide_header=False,
    )  # fmt: skip
    COMPACT2 = Measures(
        header=40, nav=60, nav_item=46, nav_words=False, column_a=296, column_c=0, gap=8, bar=56, bar_gap=3,
        status=24, primary=44, verb=40, verb_padding=4, verb_text=12, panel_head=32, table_head=25, row=28,
        row_compact=25, field=30, hero=52, wide_header=False,
    )  # fmt: skip

    @property
    def px(self) -> Measures:
        return self.value

    @classmethod
    def for_size(cls, width: int, height: int) -> "Density":
        """The density of a window of this size in logical pixels."""
        if width < 1150:
            return cls.COMPACT2
        return cls.COMPACT1 if width < 1320 or height < 744 else cls.NORMAL


@cache
def tokens() -> dict[str, Any]:
    """The whole of tokens.json; ``pairs`` names which colours stand on which."""
    return cast(dict[str, Any], json.loads(assets.resource("theme", "tokens.json").read_text("utf-8")))


@cache
def light() -> Theme:
    return Theme(name="light", **tokens()["light"])


@cache
def dark() -> Theme:
    return Theme(name="dark", **tokens()["dark"])


@cache
def board() -> Board:
    return Board(**tokens()["board"])


def current() -> Theme:
    """The theme last applied to the running application (light before the first)."""
    return _applied.get("theme") or light()


@cache
def font(
    size: float, weight: QFont.Weight | int = QFont.Weight.Normal, *, letter_spacing: float = 0.0
) -> QFont:
    """Inter at ``size`` logical pixels; digits of one width, zero slashed. ``letter_spacing`` is in em.

    One object for all who ask (a redraw asks some hundred times): nobody changes it.
    """
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(QFont.Weight(weight))
    for feature in ("tnum", "zero"):
        made.setFeature(QFont.Tag(feature), 1)
    if letter_spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, size * letter_spacing)
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application in ``theme``; may be called again to change it while windows are open."""
    if not _applied:
        _prepare(app)
    _applied["theme"] = theme
    app.setPalette(palette(theme))
    sheet = assets.resource("theme", "staff.qss").read_text("utf-8")
    folder = assets.resource("theme").as_posix()
    app.setStyleSheet(Template(sheet).substitute(asdict(theme), folder=folder))


def _prepare(app: QApplication) -> None:
    """What does not depend on the theme: fonts, Indonesian, base style, focus rings."""
    for face in sorted(assets.resource("fonts").glob("Inter-*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(face))
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
    words = QTranslator(app)
    if words.load(str(assets.resource("i18n", "qt_id.qm"))):
        app.installTranslator(words)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font(13))
    FocusRings(app, _ring_color)


def _ring_color(on_dark: bool) -> str:
    return current().undo_ink if on_dark else current().primary


def palette(theme: Theme) -> QPalette:
    """The colours that Qt's own widgets use."""
    role = QPalette.ColorRole
    made = QPalette()
    for key, value in {
        role.Window: theme.surface_2, role.WindowText: theme.ink, role.Base: theme.surface,
        role.AlternateBase: theme.surface_2, role.Text: theme.ink, role.PlaceholderText: theme.ink_muted,
        role.Button: theme.surface, role.ButtonText: theme.ink, role.BrightText: theme.danger,
        role.Highlight: theme.primary, role.HighlightedText: theme.primary_ink, role.Accent: theme.primary,
        role.Link: theme.primary, role.LinkVisited: theme.primary, role.ToolTipBase: theme.ink,
        role.ToolTipText: theme.surface, role.Light: theme.surface, role.Midlight: theme.surface_3,
        role.Mid: theme.border_soft, role.Dark: theme.border, role.Shadow: theme.border,
    }.items():  # fmt: skip
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.disabled_ink))
    made.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(theme.surface_2))
    return made
