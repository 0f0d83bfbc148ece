"""The five states that anything on a screen can be in: always an icon and a word, never colour alone."""

from dataclasses import dataclass
from enum import Enum

from bkpsdm_desktop.screens.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    ink: str
    ground: str
    edge: str


class State(Enum):
    """The value is what the style sheet calls it (``QFrame[kind="warn"]``)."""

    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"

    @property
    def icon(self) -> str:
        """The icon for a state whose owner names none."""
        return _ICONS[self]

    def look(self, theme: Theme) -> Look:
        match self:
            case State.INFO:
                return Look(theme.primary, theme.primary_soft, theme.primary_edge)
            case State.OK:
                return Look(theme.success, theme.success_soft, theme.success_edge)
            case State.WARN:
                return Look(theme.warning_ink, theme.warning_soft, theme.warning_edge)
            case State.BAD:
                return Look(theme.danger, theme.danger_soft, theme.danger_edge)
            case _:
                return Look(theme.ink_muted, theme.surface_2, theme.border_soft)


_ICONS = {
    State.NEUTRAL: "dot",
    State.INFO: "info",
    State.OK: "check",
    State.WARN: "warning",
    State.BAD: "error",
}
