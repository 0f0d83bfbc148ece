"""What the office is called, the words of its slip, and the kiosk's PIN."""

import asyncio
from io import BytesIO
from typing import Any

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.office_words import OfficeEdit, check_office, field_name
from bkpsdm_desktop.services import office_settings, people
from bkpsdm_desktop.services.office_settings import OfficeView, SlipPreview, SlipSamples

_PAPERS = {384: "58 mm", 576: "80 mm"}


class OfficeSettingsDesk(PersonDesk):
    """``screens.settings.acts.OfficeActs``."""

    async def view(self) -> OfficeView:
        return await self._read(office_settings.office_view)

    async def preview(self, edit: OfficeEdit, language: Language, paper: int) -> SlipPreview:
        edit = check_office(edit)
        samples = await self._samples(edit)
        return await asyncio.to_thread(_previewed, edit, samples, language, paper)

    async def put(self, edit: OfficeEdit, *, was: OfficeEdit) -> OfficeEdit:
        edit = check_office(edit)
        fault = await asyncio.to_thread(_fault, edit, await self._samples(edit))
        if fault:
            raise Refused(fault)
        await self._act(office_settings.put_office, edit=edit, was=was)
        return edit

    async def set_pin(self, pin: str) -> None:
        secret = await asyncio.to_thread(self._desk.passwords.hash_pin, pin)
        await self._act(people.set_kiosk_pin, pin_hash=secret)

    async def _samples(self, edit: OfficeEdit) -> SlipSamples:
        return await self._read(office_settings.slip_samples, edit=edit, now=self._desk.clock())


def _previewed(edit: OfficeEdit, samples: SlipSamples, language: Language, paper: int) -> SlipPreview:
    return SlipPreview(png=_drawn(samples.usual[language], paper), fault=_fault(edit, samples))


def _drawn(data: dict[str, Any], paper: int) -> bytes:
    # Imported here, as for the first slip of Layanan: most sessions never look at one.
    from bkpsdm_desktop.documents.slips import Renderer

    out = BytesIO()
    Renderer(paper).picture("ticket", data).convert("L").save(out, "PNG")
    return out.getvalue()


def _fault(edit: OfficeEdit, samples: SlipSamples) -> str:
    """What of an edit a ticket printer could not show, in a sentence that begins with the field; or empty."""
    return _unknown_letter(edit) or _too_long(samples)


def _unknown_letter(edit: OfficeEdit) -> str:
    from bkpsdm_desktop.documents.lettering import undrawable

    texts = [(field_name(name), getattr(edit, name)) for name in ("agency", "place")]
    for language in Language:
        words = edit.words(language)
        texts += [
            (field_name("prepare", language), words.prepare),
            *((field_name("notes", language), note) for note in words.notes),
            *((field_name(f"free_{n}", language), words.free_notice[n - 1]) for n in (1, 2)),
        ]
    for name, text in texts:
        if letter := undrawable(text):
            return f"{name}: huruf “{letter}” tidak dapat dicetak. Ganti dengan huruf lain."
    return ""


def _too_long(samples: SlipSamples) -> str:
    from bkpsdm_desktop.documents.slips import cut_texts

    for paper, words in _PAPERS.items():
        for language, data in samples.fullest.items():
            for name in cut_texts(data, width=paper):
                if name == "office":
                    return (
                        f"Instansi dan kota/kabupaten tidak muat di kertas {words}. Persingkat salah satunya."
                    )
                return f"{field_name(name, language)} tidak muat di kertas {words}. Persingkat."
    return ""
