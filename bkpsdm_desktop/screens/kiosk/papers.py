"""*Siapkan berkas*: what to bring, as much of it as there is room for. Nothing scrolls (U33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.widgets import painting


@dataclass(frozen=True, slots=True)
class Fit:
    """How a list is set: font and padding in pixels, wrapped rows, and how many papers found no room."""

    px: int
    padding: int
    rows: tuple[tuple[str, ...], ...]
    left_out: int


def fit(
    papers: Sequence[str],
    sizes: Sizes,
    *,
    width: float,
    height: float,
    language: Language = Language.INDONESIAN,
) -> Fit:
    """The most comfortable setting in which all papers fit into ``width`` × ``height`` pixels.

    At the floor size (U30) the last ones give way to one row that says how many they are.
    """
    settings = [(sizes.text(44), sizes.px(20)), (sizes.text(40), sizes.px(12)), (sizes.text(38), sizes.px(5))]
    fits: list[Fit] = []
    for px, padding in settings:
        rows = tuple(_wrapped(paper, px, width) for paper in papers)
        made = Fit(px=px, padding=padding, rows=rows, left_out=0)
        if _height(made.rows, px, padding) <= height:
            return made
        fits.append(made)
    tight = fits[-1]
    shown = list(tight.rows)
    while shown:
        shown.pop()
        left_out = len(papers) - len(shown)
        rows = (*shown, _wrapped(more_phrase(left_out, language), tight.px, width))
        if _height(rows, tight.px, tight.padding) <= height:
            break
    return Fit(px=tight.px, padding=tight.padding, rows=tuple(shown), left_out=len(papers) - len(shown))


def more_phrase(left_out: int, language: Language = Language.INDONESIAN) -> str:
    """The row for what found no room."""
    return language.of(
        f"dan {left_out} berkas lain: tanyakan petugas", f"and {left_out} more: please ask a clerk"
    )


def heading(papers: Sequence[str], language: Language) -> str:
    """Over the list. The papers themselves bear Indonesian names, also in an English list."""
    if papers:
        return language.of("Siapkan berkas", "Please prepare")
    return language.of("Tidak ada berkas yang perlu disiapkan", "You need no documents")


def _wrapped(text: str, px: int, width: float) -> tuple[str, ...]:
    return tuple(painting.wrapped(text, theme.font(px, 600), width, 9))


def _line(px: int) -> int:
    return ceil(QFontMetricsF(theme.font(px, 600)).height())


def _height(rows: Sequence[Sequence[str]], px: int, padding: int) -> int:
    return sum(len(row) * _line(px) + 2 * padding for row in rows)


class Papers(QFrame):
    """The card with the list. It takes the room it is given and draws itself as high as it needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: tuple[str, ...] = ()
        self._sizes: Sizes | None = None
        self._language = Language.INDONESIAN
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_papers(
        self, papers: Sequence[str], sizes: Sizes, language: Language = Language.INDONESIAN
    ) -> None:
        self._papers, self._sizes, self._language = tuple(papers), sizes, language
        self.setAccessibleName(heading(papers, language))
        self.setAccessibleDescription("; ".join(papers))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 100)

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def fitted(self) -> Fit:
        """How the list is set at the present size."""
        assert self._sizes is not None
        pad, icon = self._sizes.px(36), self._icon_room()
        room = self.height() - self._top() - self._sizes.px(14)
        width = self.width() - 2 * pad - icon
        return fit(self._papers, self._sizes, width=width, height=room, language=self._language)

    def _icon_room(self) -> int:
        assert self._sizes is not None
        return self._sizes.px(76)

    def _top(self) -> int:
        """Where the first row begins, under the heading."""
        assert self._sizes is not None
        return self._sizes.px(28) + round(self._sizes.text(52) * 1.2) + self._sizes.px(4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sizes is None:
            return
        now, sizes = theme.current(), self._sizes
        set_ = self.fitted()
        rows = set_.rows
        if set_.left_out:
            rows = (*rows, _wrapped(more_phrase(set_.left_out, self._language), set_.px, self.width()))
        bottom = self._top() + _height(rows, set_.px, set_.padding) + sizes.px(14)
        if not self._papers:
            bottom = self._top() + sizes.px(14)
        painter = QPainter(self)
        card = QRectF(0, 0, self.width(), min(bottom, self.height()))
        painting.box(
            painter, card, ground=now.surface, edge=now.border_soft, line=sizes.px(3), radius=sizes.px(20)
        )
        pad = sizes.px(36)
        top = QRectF(pad, sizes.px(24), self.width() - 2 * pad, sizes.text(52) * 1.25)
        size, weight = (52, 800) if self._papers else (44, 600)
        words = heading(self._papers, self._language)
        painting.text(painter, top, words, theme.font(sizes.text(size), weight), now.ink)
        self._paint_rows(painter, rows, set_)

    def _paint_rows(self, painter: QPainter, rows: Sequence[Sequence[str]], set_: Fit) -> None:
        assert self._sizes is not None
        now, sizes = theme.current(), self._sizes
        pad, line = sizes.px(36), _line(set_.px)
        top = float(self._top())
        for number, row in enumerate(rows):
            if number:
                rule = QRectF(pad, top, self.width() - 2 * pad, sizes.px(3))
                painting.box(painter, rule, ground=now.border_soft, edge=None, radius=0)
            last = bool(set_.left_out) and number == len(rows) - 1
            side = round(set_.px * 1.18)
            spot = QRectF(pad, top + set_.padding + (line - side) / 2, side, side)
            paint_icon(painter, "info" if last else "document", now.primary, spot)
            painting.lines(
                painter, pad + self._icon_room(), top + set_.padding, list(row),
                theme.font(set_.px, 400 if last else 600), now.ink_muted if last else now.ink, line,
            )  # fmt: skip
            top += len(row) * line + 2 * set_.padding
