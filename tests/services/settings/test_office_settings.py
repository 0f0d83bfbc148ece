"""Names of the office and words of its slip: set, recorded once, and printed whole on both papers."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.office_words import OfficeEdit
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.services.office_settings import office_view, put_office, slip_samples
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure


def present(office: OfficeUnderTest) -> OfficeEdit:
    return office.work.read(office_view).edit


def test_names_and_words_are_kept_and_recorded_once(office: OfficeUnderTest) -> None:
    was = present(office)
    edit = replace(
        was, agency=" Badan Contoh", portal="https://Layanan.Example/antre/",
        english=replace(was.english, notes=("Called {calls} times.", " "), free_notice=("FREE", "")),
    )  # fmt: skip
    for _ in range(2):
        configure(office, put_office, edit=edit, was=was)
    kept = present(office)
    assert (kept.agency, kept.place) == ("Badan Contoh", was.place)
    assert kept.portal == "https://layanan.example/antre"
    assert (kept.english.notes, kept.english.free_notice) == (("Called {calls} times.",), ("FREE", ""))
    assert kept.indonesian == was.indonesian
    assert audited(office, "office.put") == [office.work.read(offices.office_row).code]


def test_what_a_newer_program_keeps_beside_the_words_stays(office: OfficeUnderTest) -> None:
    def newer(session: Session) -> None:
        offices.put_setting(session, offices.SLIP, {"logo": "x", "en": {"logo": "y"}})

    office.work.run(newer)
    was = present(office)
    configure(
        office, put_office, edit=replace(was, indonesian=replace(was.indonesian, prepare="KTP")), was=was
    )
    stored: dict[str, Any] = office.work.read(offices.setting, offices.SLIP)
    assert (stored["logo"], stored["en"]["logo"], stored["prepare"]) == ("x", "y", "KTP")
    samples = office.work.read(slip_samples, edit=present(office), now=office.now)
    assert samples.usual[Language.INDONESIAN]["prepare"] == "KTP"
    assert samples.usual[Language.ENGLISH]["prepare"] == was.english.prepare


def test_wrong_words_foreign_changes_and_clerks_change_nothing(office: OfficeUnderTest) -> None:
    was = present(office)
    words = was.indonesian
    for wrong, sentence in (
        (replace(was, agency=" "), "Instansi belum diisi"),
        (replace(was, place="x" * 61), "Kota/kabupaten paling banyak 60 karakter. Anda mengetik 61."),
        (replace(was, portal="http://x.example"), "Alamat portal dimulai dengan https"),
        (replace(was, indonesian=replace(words, free_notice=("", "x"))), "Baris bingkai 1 belum diisi"),
        (replace(was, english=replace(words, prepare="x" * 121)), r"Siapkan \(Inggris\) paling banyak 120"),
        (replace(was, english=replace(words, notes=("a",) * 4)), r"Catatan \(Inggris\) paling banyak 3"),
        (replace(was, indonesian=replace(words, notes=("a\tb",))), "Catatan: karakter ke-2"),
    ):
        with pytest.raises(Refused, match=sentence):
            configure(office, put_office, edit=wrong, was=was)
    other = replace(was, agency="Lain")
    with pytest.raises(Refused, match="Data kantor baru saja diubah di PC lain"):
        configure(office, put_office, edit=other, was=replace(was, agency="Semula"))
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(put_office, edit=other, was=was)
    assert present(office) == was
    assert audited(office, "office.put") == []
