"""A voice that nobody hears, for tests and for a PC that plays none: it keeps what it was given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bkpsdm_desktop.services.ports import SoundState


@dataclass
class SilentVoice:
    """Behind the port ``Voice``. A sentence ends when :meth:`end` is called, or at once when ``prompt``."""

    state: SoundState = SoundState.OK
    prompt: bool = False
    said: list[bytes] = field(default_factory=list)
    volumes: list[float] = field(default_factory=list)
    _on_end: Callable[[bool], None] | None = None

    @property
    def ready(self) -> bool:
        return self.state is SoundState.OK and self._on_end is None

    @property
    def speaking(self) -> bool:
        return self._on_end is not None

    def say(self, wav: bytes, *, volume: float, on_end: Callable[[bool], None]) -> None:
        if self._on_end is not None:
            raise RuntimeError("a sentence is playing")
        self.said.append(wav)
        self.volumes.append(volume)
        self._on_end = on_end
        if self.prompt:
            self.end()

    def end(self, played: bool = True) -> None:
        """The sentence is over."""
        on_end, self._on_end = self._on_end, None
        if on_end is not None:
            on_end(played)

    def close(self) -> None:
        self.end(False)
