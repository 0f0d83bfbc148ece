"""Words of an office are measured before they are kept: what is printed on 58 mm paper is printed whole."""

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.settings.office import OfficeSettingsDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.services.people import check_kiosk_pin, person_row
from tests.helpers.accounts import QUICK, TestKey
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import administrator, audited


@pytest.fixture
def desk(office: OfficeUnderTest, tmp_path: Path) -> OfficeSettingsDesk:
    made = Desk(
        work=office.work, station=office.made.counters[0], clock=lambda: office.now, signer=TestKey(),
        passwords=QUICK, trail=tmp_path / "trail",
    )  # fmt: skip
    return OfficeSettingsDesk(made, office.work.read(person_row, administrator(office), on=office.now.date()))


def test_the_preview_is_the_slip_of_what_is_typed(desk: OfficeSettingsDesk) -> None:
    async def scene() -> None:
        edit = (await desk.view()).edit
        pictures = {}
        for words in ("Fotokopi SK", "Fotokopi SP"):
            typed = replace(edit, indonesian=replace(edit.indonesian, prepare=words))
            preview = await desk.preview(typed, Language.INDONESIAN, 384)
            pictures[words] = preview.png
            assert preview.fault == ""
            assert Image.open(BytesIO(preview.png)).width == 384
        assert len(set(pictures.values())) == 2

    asyncio.run(scene())


def test_fault_b7_words_that_the_narrow_paper_would_cut_are_not_kept(
    office: OfficeUnderTest, desk: OfficeSettingsDesk
) -> None:
    async def scene() -> None:
        edit = (await desk.view()).edit
        words = edit.english
        for wrong, sentence in (
            (replace(edit, agency="W" * 60, place="W" * 60), "Instansi dan kota/kabupaten tidak muat"),
            (
                replace(edit, english=replace(words, notes=("word " * 30,) * 3)),
                r"Catatan \(Inggris\) tidak muat",
            ),
            (replace(edit, english=replace(words, prepare="W" * 120)), r"Siapkan \(Inggris\) tidak muat"),
            (
                replace(edit, indonesian=replace(words, free_notice=("W" * 40, ""))),
                "Baris bingkai 1 tidak muat di kertas 58 mm",
            ),
            (
                replace(edit, indonesian=replace(words, prepare="漢")),
                "Siapkan: huruf “漢” tidak dapat dicetak",
            ),
        ):
            assert (await desk.preview(wrong, Language.INDONESIAN, 576)).fault
            with pytest.raises(Refused, match=sentence):
                await desk.put(wrong, was=edit)
        assert audited(office, "office.put") == []
        longest = replace(edit, portal=f"https://{'a' * 40}.example/{'b' * 63}")
        assert await desk.put(longest, was=edit) == longest
        assert office.work.read(offices.office_row).portal == longest.portal

    asyncio.run(scene())


def test_the_kiosk_is_left_with_the_new_pin_alone(office: OfficeUnderTest, desk: OfficeSettingsDesk) -> None:
    async def scene() -> None:
        assert not (await desk.view()).has_pin
        for pin in ("864209", "270519"):
            await desk.set_pin(pin)
        assert (await desk.view()).has_pin
        with pytest.raises(Refused, match="mudah ditebak"):
            await desk.set_pin("123456")

    asyncio.run(scene())
    for pin, right in (("270519", True), ("864209", False)):
        stamp = office.stamp(office.made.kiosks[0])
        assert check_kiosk_pin(office.work, QUICK, stamp, pin=pin).right is right
    assert len(audited(office, "kiosk.set_pin")) == 2
