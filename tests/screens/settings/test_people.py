"""The section *Orang dan peran*: accounts, start codes seen once, roles, skills with a last day, PINs."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel

from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.settings.fields import read_date, show_date
from bkpsdm_desktop.screens.settings.people import PeopleSection
from bkpsdm_desktop.services.accounts import SkillOf
from tests.screens.settings.conftest import Play
from tests.screens.settings.fake_people import CODE, TODAY, FakePeople, person
from tests.screens.settings.fakes import FakeSettings
from tests.screens.settings.stage import Stage

TITLE = "Orang dan peran"


def section(stage: Stage) -> PeopleSection:
    return cast(PeopleSection, stage.page.section)


async def choose(stage: Stage, username: str) -> PeopleSection:
    shown = section(stage)
    shown.choose(stage.acts.people.row(username).id)
    await stage.settle()
    return shown


def facts(shown: PeopleSection) -> str:
    return "\n".join(fact.words for fact in shown.facts.facts)


def seen(stage: Stage) -> str:
    """Everything that the page's labels hold, seen or not."""
    return "\n".join(label.text() for label in stage.page.findChildren(QLabel))


def test_a_clerk_is_added_with_keys_alone_and_the_code_is_printed_and_gone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        await stage.press("Ctrl+N")
        stage.type("ani.contoh")
        await stage.press("Alt+N")
        stage.type("Ani Contoh")
        await stage.press("Tab", "Tab", "Tab", "Space", "Ctrl+Return")
        made = stage.acts.people.row("ani.contoh").form
        assert (made.name, made.role, made.skills) == ("Ani Contoh", Role.CLERK, (SkillOf("C"),))
        assert shown.card.code.text() == "7KQ4 M2XV"
        assert not shown.form_panel.isVisible()
        assert shown.save_button.lines == ("Cetak kode awal", "di printer tiket PC ini")
        await stage.press("Ctrl+Return")
        assert [new.code for new in stage.acts.people.paper] == [CODE]
        await stage.press("Ctrl+Return")
        assert not shown.card.isVisible()
        assert "7KQ4" not in seen(stage)
        assert shown.form_panel.isVisible()

    play(scene, title=TITLE)


def test_a_code_is_seen_once_whatever_is_done_then(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        for leave in (
            stage.page.section.hide,
            lambda: section(stage).choose(stage.acts.people.row("wati").id),
            lambda: stage.page.choose_title("Loket"),
        ):
            await stage.open(TITLE)
            stage.page.section.show()
            shown = await choose(stage, "joko.umpama")
            shown.ask_code()
            await stage.press("Ctrl+Return")
            assert "7KQ4 M2XV" in seen(stage)
            leave()
            await stage.settle()
            assert "7KQ4" not in seen(stage)
        stage.feed.change()
        await stage.settle()
        assert "7KQ4" not in seen(stage)

    play(scene, title=TITLE)


def test_a_new_code_says_first_what_it_does_and_may_be_left(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "joko.umpama")
        await stage.press("Alt+D")
        words = "\n".join(fact.words for fact in shown.card.facts.facts)
        assert "Kata sandi yang sekarang tidak berlaku lagi." in words
        assert "PIN di Loket 2, Loket 3 dihapus." in words
        await stage.press("Alt+F")
        assert stage.acts.people.done == []
        assert shown.form_panel.isVisible()
        await stage.press("Alt+D", "Ctrl+Return")
        assert stage.acts.people.done == ["code joko.umpama"]

    play(scene, title=TITLE)


def test_a_code_that_cannot_be_printed_stays_to_be_written_down(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "joko.umpama")
        await stage.press("Alt+D", "Ctrl+Return")
        stage.acts.people.refusal = "PC ini tidak punya printer tiket. Catat kodenya."
        await stage.press("Ctrl+Return")
        assert stage.refusal.startswith("PC ini tidak punya printer tiket.")
        assert shown.card.code.text() == "7KQ4 M2XV"
        await stage.press("Alt+F")
        assert not shown.card.busy

    play(scene, title=TITLE)


def test_role_and_skills_are_changed_and_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "rani.contoh")
        before = stage.acts.people.row("rani.contoh").form
        shown.role.setCurrentIndex(shown.role.findData(Role.SUPERVISOR))
        line = next(line for line in shown.skills.lines if line.series == "K")
        line.has.setFocus()
        await stage.press("Space")
        line.ends.setChecked(True)
        await stage.press("Ctrl+Return")
        form = stage.acts.people.row("rani.contoh").form
        assert form.role is Role.SUPERVISOR
        assert form.skills == (SkillOf("A"), SkillOf("C"), SkillOf("K", date(2027, 11, 24)))
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.people.row("rani.contoh").form == before

    play(scene, title=TITLE)


def test_a_role_that_serves_nobody_has_no_skills_to_tick(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "wati")
        assert not shown.skills.isEnabled()
        assert "Peran ini tidak memanggil pengunjung." in stage.words()

    play(scene, title=TITLE)


def test_feat_s4_a_skill_that_ends_is_told_thirty_days_before(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "joko.umpama")
        assert "C berakhir 6 hari lagi. Pengawas juga diperingatkan." in stage.words()
        assert stage.status == "Keahlian Cuti Joko Umpama berakhir 6 hari lagi."
        badges = [shown.table.rows.index(row, 3).data() for row in range(shown.table.rows.rowCount())]
        assert badges == ["Aktif", "C s.d. 30 Nov", "Kode awal", "Terkunci", "Aktif", "Aktif", "Nonaktif"]
        line = shown.skills.lines[1]
        for last, words in (
            (date(2026, 12, 24), "C berakhir 30 hari lagi."),
            (date(2026, 11, 24), "C berakhir hari ini."),
            (date(2026, 11, 23), "C sudah berakhir: tidak lagi di daftar panggilnya."),
        ):
            show_date(line.day, last)
            assert any(label.startswith(words) for label in stage.words()), last
        show_date(line.day, date(2026, 12, 25))
        assert not any("berakhir" in label for label in stage.words() if label.startswith("C "))

    play(scene, title=TITLE)


def test_an_account_is_switched_off_and_on_with_undo(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "joko.umpama")
        await stage.press("Alt+T")
        assert not stage.acts.people.row("joko.umpama").active
        assert "Akun Joko Umpama nonaktif. Loket 2 ditutup." in stage.status
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.people.row("joko.umpama").active
        await choose(stage, "dewi.dulu")
        assert shown.active_button.text() == "Aktifkan"

    play(scene, title=TITLE)


def test_fault_k5_locks_are_opened_and_pins_are_taken_away(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "rani.contoh")
        assert "Terkunci sampai pukul 09.45 WIB" in facts(shown)
        assert shown.pins_button.reason == "Orang ini tidak punya PIN."
        await stage.press("Alt+B")
        assert stage.acts.people.row("rani.contoh").locked_until is None
        assert shown.unlock_button.reason == "Akun ini tidak terkunci."
        await choose(stage, "joko.umpama")
        assert "PIN di Loket 2, Loket 3 (terkunci)." in facts(shown)
        await stage.press("Alt+H")
        assert stage.acts.people.row("joko.umpama").pins == ()
        assert "PIN" not in facts(shown)

    play(scene, title=TITLE)


def test_what_is_not_saved_keeps_other_acts_off_an_account(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "joko.umpama")
        shown.name.setText("Joko Lain")
        for button in (shown.code_button, shown.active_button):
            assert button.reason == "Simpan atau buang perubahannya dahulu."
        await stage.press("Alt+D")
        assert not shown.card.busy

    play(scene, title=TITLE)


def test_fault_g7_a_name_that_reads_like_another_is_told_while_it_is_typed(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        await stage.press("Ctrl+N")
        shown.name.setText("RANI  cóntoh")
        assert "Terbaca sama dengan rani.contoh." in stage.words()
        shown.name.setText("Rani Lainnya")
        assert "Terbaca sama dengan rani.contoh." not in stage.words()

    play(scene, title=TITLE)


@pytest.mark.parametrize("name", ["Rani 中文", "Rani \u202eContoh\u0007"])
def test_fault_g6_a_refused_name_is_told_at_its_field_and_stays(play: Play, name: str) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "rani.contoh")
        shown.name.setText(name)
        await stage.press("Ctrl+Return")
        assert stage.refusal.startswith("Nama")
        assert shown.fields[1].wrong
        assert shown.name.text() == name
        assert stage.acts.people.row("rani.contoh").form.name == "Rani Contoh"

    play(scene, title=TITLE)


LONG = "Dr. H. Nur'aini O'Neil, S.Sos., M.Si " * 6


@pytest.mark.parametrize("name", ["<b>Rani</b> &amp;", LONG.strip()])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_fault_g5_g9_names_are_shown_as_they_are_and_widen_nothing(
    play: Play, name: str, size: tuple[int, int]
) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "rani.contoh")
        assert shown.name.text() == name
        assert shown.table.rows.index(0, 0).data() == name
        await stage.press("Alt+D", "Ctrl+Return")
        assert shown.card.facts.facts[0].words == f"Untuk {name}, nama pengguna rani.contoh."
        assert (stage.page.width(), stage.page.height()) == size
        assert stage.page.minimumSizeHint().width() <= size[0]

    people = FakePeople(shown=(replace(person("rani.contoh", name, Role.CLERK, SkillOf("A"))),))
    play(scene, title=TITLE, acts=FakeSettings(people=people), size=size)


def test_the_words_beside_the_box_tick_it_too(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = await choose(stage, "rani.contoh")
        line = shown.skills.lines[2]
        stage.tap(line.name)
        assert line.has.isChecked()
        assert line.skill == SkillOf("K", None)
        assert read_date(line.day) == TODAY.replace(year=2027)

    play(scene, title=TITLE)
