"""The section *Layanan*: what is typed is a draft that keeps itself, and counts when it is published."""

from datetime import datetime
from typing import cast

from PySide6.QtWidgets import QLabel

from bkpsdm_desktop.screens.settings.services import ServicesSection
from bkpsdm_desktop.store.ids import reference_id
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage

LEAVE = reference_id("service", "CT")


def section(stage: Stage) -> ServicesSection:
    return cast(ServicesSection, stage.page.section)


async def on_leave(stage: Stage) -> ServicesSection:
    """Cuti tahunan is shown."""
    shown = section(stage)
    shown.choose(LEAVE)
    await stage.settle()
    return shown


async def typed(stage: Stage) -> None:
    """A moment passes after typing."""
    stage.ticker.advance(1)
    await stage.settle()


def test_a_service_is_changed_and_published_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        await stage.press("Alt+N")
        shown.form.name.selectAll()
        stage.type("Cuti tahunan pegawai")
        await stage.press("Ins")
        stage.type("Formulir cuti baru")
        await stage.press("Return")
        await typed(stage)
        assert stage.acts.services.done == ["draft"]
        assert shown.changes.words == (
            "Nama: Cuti tahunan menjadi Cuti tahunan pegawai",
            f"Syarat {len(shown.form.requirements.texts)}, Formulir cuti baru",
        )
        assert shown.publish_button.lines == ("Terbitkan versi 2", "mulai Rabu, 25 November 2026")
        await stage.press("Ctrl+Return")
        assert stage.acts.services.published_from == datetime.fromisoformat("2026-11-25T07:30:00+07:00")
        assert "Versi 2 menunggu" in badges(shown)
        assert shown.publish_button.reason == "Belum ada yang diubah."

    play(scene, title="Layanan")


def badges(shown: ServicesSection) -> list[str]:
    return [badge.word for badge in (shown.form._draft_badge, shown.form._force_badge)]


def test_a_published_version_is_withdrawn_with_ctrl_z(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.minutes.setValue(9)
        await stage.press("Ctrl+Return")
        shown.lines.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.services.done == ["draft", "publish", "withdraw"]
        assert "Versi 2, draf" in badges(shown)

    play(scene, title="Layanan")


def test_published_now_it_counts_at_once(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.minutes.setValue(9)
        shown.start.now.click()
        assert shown.publish_button.lines[1] == "mulai sekarang juga"
        await stage.press("Ctrl+Return")
        assert stage.acts.services.details[LEAVE].version == 2
        assert badges(shown)[1] == "Versi 2 berlaku"

    play(scene, title="Layanan")


def test_a_draft_outlives_the_way_to_another_section_and_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.name.setText("Cuti tahunan pegawai")
        await stage.open("Jam buka")
        assert stage.acts.services.done == ["draft"]
        await stage.open("Layanan")
        assert shown.form.name.text() == "Cuti tahunan pegawai"

    play(scene, title="Layanan")


def test_what_is_typed_is_not_overwritten_by_a_change_elsewhere(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.name.setText("Cuti tahunan pegawai")
        stage.feed.change()
        await stage.settle()
        assert shown.form.name.text() == "Cuti tahunan pegawai"

    play(scene, title="Layanan")


def test_a_discarded_draft_comes_back_with_ctrl_z(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.minutes.setValue(9)
        await typed(stage)
        await stage.press("Alt+F")
        assert shown.form.minutes.value() != 9
        shown.lines.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.form.minutes.value() == 9

    play(scene, title="Layanan")


def test_requirements_are_moved_removed_and_brought_back_with_keys(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(reference_id("service", "SK-AMBIL"))
        await stage.settle()
        before = shown.form.requirements.texts
        shown.form.requirements.table.choose(0)
        shown.form.requirements.table.setFocus()
        await stage.press("Alt+Down")
        assert shown.form.requirements.texts[:2] == (before[1], before[0])
        await stage.press("Del")
        assert before[0] not in shown.form.requirements.texts
        await stage.press("Ctrl+Z")
        assert shown.form.requirements.texts[:2] == (before[1], before[0])
        await stage.press("Return")
        stage.type("Formulir lain")
        await stage.press("Return")
        assert "Formulir lain" in shown.form.requirements.texts

    play(scene, title="Layanan")


def test_a_refusal_marks_the_field_it_names(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.legal_basis.setText("")
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Dasar hukum belum diisi."
        assert shown.form.tabs.place == 1
        assert shown.form.legal_basis.property("state") == "bad"

    play(scene, title="Layanan")


def test_a_new_service_needs_a_code_and_is_a_draft_first(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        await stage.press("Ctrl+N")
        stage.type("LATIH")
        await stage.press("Tab")
        stage.type("Pendaftaran pelatihan")
        await stage.press("Ctrl+Return")
        assert stage.acts.services.done == ["new LATIH"]
        assert "Versi 1, draf" in badges(shown)
        assert shown.form.name.text() == "Pendaftaran pelatihan"

    play(scene, title="Layanan")


def test_the_preview_shows_kiosk_counter_and_slip(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.name.setText("Cuti <b>tahunan</b>")
        assert "C Cuti <b>tahunan</b>" in shown.preview.tile.accessibleName()
        assert shown.preview.words.startswith("Yang perlu disiapkan\n1. ")
        shown.preview.choice.pick(1)
        shown.preview._show()
        assert "Dasar: " in shown.preview.words
        shown.preview.choice.pick(2)
        shown.preview._show()
        shown._load_slip()
        await stage.settle()
        pictures = [
            label for label in shown.preview.findChildren(QLabel) if label.accessibleName() == "Slip contoh"
        ]
        assert pictures[0].pixmap().width() > 100

    play(scene, title="Layanan")


def test_an_old_version_is_compared_and_taken_again(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await on_leave(stage)
        shown.form.minutes.setValue(9)
        shown.start.now.click()
        await stage.press("Ctrl+Return")
        shown.form.show_tab(2)
        shown.form.versions.setFocus()
        await stage.press("Down", "Down")
        assert shown.form.versions.current.version == 1
        assert shown.changes.words[0].endswith("menjadi 9 menit")
        await stage.press("Alt+V")
        assert shown.form.minutes.value() != 9
        await typed(stage)
        assert "Versi 3, draf" in badges(shown)

    play(scene, title="Layanan")


def test_an_enrolled_office_is_told_who_gives_its_services(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        assert section(stage).publish_button.reason == (
            "Layanan diatur kantor pusat; kirim usulan perbaikan."
        )

    from tests.screens.settings.fakes import FakeServices, FakeSettings

    play(scene, title="Layanan", acts=FakeSettings(services=FakeServices(enrolled=True)))
