"""The fake behind the section *Kantor*: a slip in memory."""

from dataclasses import dataclass, replace
from dataclasses import field as made

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.office_words import OfficeEdit, SlipWords, check_office
from bkpsdm_desktop.services.office import SLIP_DEFAULT
from bkpsdm_desktop.services.office_settings import OfficeView, SlipPreview
from tests.helpers.source import ROOT
from tests.screens.settings.acts import Acts

GOLDENS = ROOT / "tests" / "goldens"


def _view() -> OfficeView:
    return OfficeView(
        code="TGS",
        edit=OfficeEdit(
            agency="BKPSDM", place="Kota Tangerang Selatan", portal="https://antrean.tangsel.example",
            indonesian=SlipWords.of(SLIP_DEFAULT), english=SlipWords.of(SLIP_DEFAULT["en"]),
        ),
        has_pin=False,
    )  # fmt: skip


@dataclass
class FakeOffice(Acts):
    """``cut`` is what the next previews say of the edit; ``seen`` are the previews that were asked for."""

    shown: OfficeView = made(default_factory=_view)
    cut: str = ""
    seen: list[tuple[OfficeEdit, Language, int]] = made(default_factory=list)
    pin: str = ""

    async def view(self) -> OfficeView:
        return self.shown

    async def preview(self, edit: OfficeEdit, language: Language, paper: int) -> SlipPreview:
        self.seen.append((edit, language, paper))
        check_office(edit)
        name = "ticket-english" if language is Language.ENGLISH else "ticket"
        return SlipPreview(png=GOLDENS.joinpath(f"{name}-{paper}.png").read_bytes(), fault=self.cut)

    async def put(self, edit: OfficeEdit, *, was: OfficeEdit) -> OfficeEdit:
        edit = check_office(edit)
        self._do("office.put")
        assert was == self.shown.edit
        self.shown = replace(self.shown, edit=edit)
        return edit

    async def set_pin(self, pin: str) -> None:
        self._do("pin")
        self.pin = pin
        self.shown = replace(self.shown, has_pin=True)
