"""The section *Kantor*: the slip follows the typing, words count when they are saved, a PIN is never seen."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QLineEdit

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.screens.settings.office import OfficeSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage


def section(stage: Stage) -> OfficeSection:
    return cast(OfficeSection, stage.page.section)


def line(stage: Stage, name: str) -> QLineEdit:
    return section(stage)._lines[name]


async def looked(stage: Stage) -> None:
    """As long as it takes until the slip follows."""
    stage.ticker.advance(1)
    await stage.settle()


def test_a_name_is_changed_seen_saved_and_taken_back_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown, before = section(stage), stage.acts.office.shown.edit
        assert not shown.dirty
        assert not shown.picture.slip.isNull()
        await stage.press("Alt+I", "Ctrl+A")
        stage.type("  Badan Contoh ")
        await looked(stage)
        assert stage.acts.office.seen[-1][0].agency == "  Badan Contoh "
        await stage.press("Ctrl+Return")
        assert stage.acts.office.shown.edit == replace(before, agency="Badan Contoh")
        assert (line(stage, "agency").text(), shown.dirty) == ("Badan Contoh", False)
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.office.shown.edit == before

    play(scene, title="Kantor")


def test_each_language_has_its_words_and_both_are_one_draft(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown, before = section(stage), stage.acts.office.shown.edit
        line(stage, "prepare").setText("KTP saja")
        stage.click(shown.language, "Inggris")
        await stage.settle()
        assert line(stage, "prepare").text() == before.english.prepare
        assert stage.acts.office.seen[-1][1:] == (Language.ENGLISH, 576)
        shown.notes.setPlainText("One.\n\nTwo.\n")
        stage.click(shown.paper, "58 mm")
        await stage.settle()
        assert stage.acts.office.seen[-1][1:] == (Language.ENGLISH, 384)
        assert shown.picture.slip.width() == 384
        typed = shown.typed()
        assert (typed.indonesian.prepare, typed.english.notes) == ("KTP saja", ("One.", "Two."))
        await stage.press("Alt+F")
        assert not shown.dirty
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.typed() == typed
        stage.click(shown.language, "Indonesia")
        await stage.press("Ctrl+Return")
        assert stage.acts.office.shown.edit == typed

    play(scene, title="Kantor")


def test_words_that_no_paper_holds_are_told_while_they_are_typed(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        stage.acts.office.cut = "Catatan tidak muat di kertas 58 mm. Persingkat."
        shown.notes.setPlainText("Kata " * 30)
        await looked(stage)
        assert shown._fields["notes"].wrong
        assert shown.save_button.reason == "Perbaiki isian dahulu."
        stage.acts.office.cut = ""
        line(stage, "portal").setText("http://contoh.example")
        await looked(stage)
        assert shown._fields["portal"].wrong
        assert not shown._fields["notes"].wrong
        await stage.press("Ctrl+Return")
        assert stage.acts.office.done == []
        line(stage, "portal").setText("")
        await looked(stage)
        assert shown.save_button.reason == ""

    play(scene, title="Kantor")


def test_a_refusal_of_english_words_shows_them(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        line(stage, "agency").setText("Lain")
        stage.acts.office.refusal = "Baris bingkai 2 (Inggris) tidak muat di kertas 58 mm. Persingkat."
        await stage.press("Ctrl+Return")
        assert shown.language.place == 1
        assert shown._fields["free_2"].wrong
        assert line(stage, "free_2").hasFocus()
        assert stage.refusal == "Baris bingkai 2 (Inggris) tidak muat di kertas 58 mm. Persingkat."
        assert shown.dirty

    play(scene, title="Kantor")


def test_what_somebody_typed_stays_when_another_pc_saves(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        office = stage.acts.office
        line(stage, "place").setText("Kota Lain")
        office.shown = replace(office.shown, edit=replace(office.shown.edit, agency="Dinas"))
        stage.feed.change()
        await stage.settle()
        assert (line(stage, "place").text(), line(stage, "agency").text()) == ("Kota Lain", "BKPSDM")
        await stage.press("Alt+F")
        await stage.settle()
        assert line(stage, "agency").text() == "Dinas"

    play(scene, title="Kantor")


def test_the_pin_is_typed_twice_and_never_shown_again(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        await stage.press("Alt+R")
        stage.type("123456")
        await stage.press("Alt+G")
        assert "mudah ditebak" in shown._pin_fields[0].note.text()
        stage.type("270519")
        await stage.press("Return")
        stage.type("270518")
        await stage.press("Return")
        assert shown._pin_fields[1].note.text() == "Kedua PIN tidak sama. Ketik ulang."
        stage.type("270519")
        assert shown.pin.echoMode() is QLineEdit.EchoMode.Password
        await stage.press("Return")
        assert stage.acts.office.pin == "270519"
        assert (shown.pin.text(), shown.again.text()) == ("", "")
        assert stage.status == "PIN mesin antrean diganti."
        assert not shown.dirty
        shown.pin.setText("270519")
        await stage.open("Printer")
        assert shown.pin.text() == ""

    play(scene, title="Kantor")
