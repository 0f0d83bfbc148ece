"""What every fake of a section has."""

from dataclasses import dataclass, field

from bkpsdm_desktop.domain.errors import Refused


@dataclass
class Acts:
    """``done`` is what acts did; ``refusal`` makes the next one fail."""

    done: list[str] = field(default_factory=list)
    refusal: str = ""

    def _do(self, what: str) -> None:
        if self.refusal:
            sentence, self.refusal = self.refusal, ""
            raise Refused(sentence)
        self.done.append(what)
