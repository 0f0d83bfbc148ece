"""What a supervisor does from the screen: with the keyboard, and what the office answers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bkpsdm_desktop.domain.advice import NOTHING, Advice, Todo
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.supervisor.panel_rows import AtCounter, Facts
from bkpsdm_desktop.services.rows import CounterState
from bkpsdm_desktop.services.supervision_rows import AlarmLine, Figure, HealthLine, Level, Of, Supervision
from tests.helpers.pictures import drawn_text
from tests.screens.counter.office_parts import alarm_at
from tests.screens.staff.test_frame import FakeAlarms
from tests.screens.supervisor.conftest import Play
from tests.screens.supervisor.stage import Stage
from tests.screens.supervisor.story import NOW, clerk_id, counter_id, morning

CUTI = Figure(Of.WAITING, ("CUTI",))


def key(there: Stage, keys: str) -> None:
    """A key, to whatever has the keyboard."""
    pressed = QKeySequence(keys)[0]  # type: ignore[index]  # the stub lacks it
    holder: QWidget | None = there.page.focusWidget()
    QTest.keyClick(holder or there.page, pressed.key(), pressed.keyboardModifiers())


def test_feat_q8_a_number_is_moved_with_the_keyboard_and_taken_back(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.open_behind(CUTI)
        key(there, "Alt+P")
        assert page.tickets.pages.currentWidget() is page.tickets.form
        assert page.tickets.do_button.reason == "Pilih layanan atau loket tujuan."
        key(there, "Ctrl+Return")
        assert there.acts.asked == []
        form = page.tickets.form
        assert "Cuti tahunan" not in [form.service.itemText(n) for n in range(form.service.count())]
        assert [form.counter.itemText(n) for n in range(form.counter.count())][:2] == [
            "Loket mana saja", "Loket 1, Rani Contoh",
        ]  # fmt: skip
        form.service.setCurrentIndex(form.service.findText("Kartu pegawai"))
        form.keep.setChecked(False)
        key(there, "Ctrl+Return")
        await there.settle()
        ticket = morning().behind(CUTI)[0]
        service = form.service.itemData(form.service.findText("Kartu pegawai"))
        assert there.acts.asked == [("move", (ticket.id, service, None, False))]
        assert not page.tickets.isVisible()
        assert page.slot.undo.isVisible()
        page.slot.undo.action.trigger()
        await there.settle()
        assert there.acts.asked[-1] == ("undo", ())

    play(scene)


def test_feat_q8_what_a_clerk_holds_is_released_not_moved(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.open_behind(Figure(Of.SERVING))
        ticket = page.tickets.ticket
        assert ticket is not None
        assert page.tickets.move_button.reason == f"{ticket.label} sedang di loket. Lepaskan dahulu."
        key(there, "Alt+P")
        assert page.tickets.trouble.text() == page.tickets.move_button.reason
        key(there, "Alt+L")
        await there.settle()
        assert there.acts.asked == [("release", (ticket.id,))]
        assert page.status.message == f"{ticket.label} dilepaskan dan kembali ke tempatnya dalam antrean."

    play(scene)


def test_a_refusal_stands_where_it_was_asked_and_the_list_stays(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.open_behind(CUTI)
        there.acts.refusal = "C010 sudah dipanggil Loket 3."
        key(there, "Alt+B")
        await there.settle()
        assert page.tickets.isVisible()
        assert page.tickets.trouble.text() == "C010 sudah dipanggil Loket 3."
        key(there, "Alt+B")
        await there.settle()
        assert [act for act, _ in there.acts.asked] == ["cancel", "cancel"]
        assert not page.tickets.isVisible()

    play(scene)


def test_enter_opens_the_history_and_esc_goes_one_level_back(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        first = page.board.figures[0]
        first.setFocus()
        key(there, "Return")
        assert page.tickets.pages.currentWidget() is page.tickets.list
        key(there, "Return")
        await there.settle()
        assert page.tickets.pages.currentWidget() is page.tickets.history
        assert [row.words for row in page.tickets.history.model.rows][-1] == "Mulai dilayani"
        key(there, "Escape")
        assert page.tickets.pages.currentWidget() is page.tickets.list
        key(there, "Escape")
        assert not page.tickets.isVisible()
        assert page.focusWidget() is first

    play(scene)


def test_feat_q8_a_counter_is_opened_for_a_free_clerk_and_closed(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.open_behind(AtCounter(6))
        assert [row.name for row in page.counter.model.rows] == ["Agus Permisalan"]
        assert page.counter.close_button.reason == "Loket ini sudah tutup."
        key(there, "Alt+O")
        await there.settle()
        page.open_behind(AtCounter(1))
        assert page.counter.open_button.reason == "Loket ini sudah dibuka."
        key(there, "Alt+T")
        await there.settle()
        page.open_behind(AtCounter(8))
        assert page.counter.open_button.reason == "Loket ini tidak punya PC."
        assert there.acts.asked == [
            ("open_counter", (counter_id(6), clerk_id(6))), ("close_counter", (counter_id(1),)),
        ]  # fmt: skip

    play(scene)


def test_the_clerk_on_a_break_is_offered_at_the_own_counter(play: Play) -> None:
    async def scene(there: Stage) -> None:
        there.page.open_behind(AtCounter(5))
        shown = [row.name for row in there.page.counter.model.rows]
        assert shown == ["Dewi Seumpama", "Agus Permisalan"]
        assert "salat" in there.page.counter.facts.text().casefold()

    play(scene)


def silent() -> Supervision:
    """Loket 2 has a visitor, and its PC says nothing."""
    view = morning()
    lines = [
        replace(line, silent=timedelta(minutes=8)) if line.number == 2 else line for line in view.counters
    ]
    advice = Advice(
        todo=Todo.RELEASE, fact="Lepaskan U012 dari Loket 2.", reason="PC loket itu diam 8 menit.",
        verb="Lepaskan U012", ticket=lines[1].ticket, counter=2, sums=("U012 di Loket 2.",),
    )  # fmt: skip
    return replace(view, counters=tuple(lines), advice=advice)


def test_fault_d10_the_advice_to_release_is_done_with_ctrl_enter(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        badge = page.board.counters.table.rows[1][1].badge
        assert badge is not None
        assert badge.word == "PC diam"
        page.open_behind(AtCounter(2))
        assert "PC-nya tidak memberi tanda sejak 10.12 WIB" in page.counter.facts.text()
        assert not page.advice.do_action.isEnabled()
        page.close_sheets()
        assert page.advice.do_action.isEnabled()
        page.advice.do_action.trigger()
        await there.settle()
        assert there.acts.asked == [("release", (silent().advice.ticket,))]

    play(scene, shown=silent)


def with_alarm() -> Supervision:
    alarm = AlarmLine(
        id=UUID(int=1),
        counter=3,
        place="Loket 3",
        clerk="Siti Misalnya",
        raised_at=NOW,
        ended_at=None,
        note="",
    )
    advice = Advice(todo=Todo.ALARM, fact="Keadaan darurat di Loket 3.", reason="Datangi.", verb="Tangani")
    return replace(morning(), alarms=(alarm,), advice=advice)


def test_feat_q7_an_emergency_is_ended_from_here_with_a_note(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page, office = there.page, FakeAlarms((replace(alarm_at(3, "Siti Misalnya", NOW), id=UUID(int=1)),))
        page.watch_alarms(office)
        await there.settle()
        assert page.alarms is not None
        sheet = page.alarms.sheet
        page.alarms.bar.button.click()
        assert not page.advice.do_action.isEnabled()  # Ctrl+Enter is not of what lies below the sheet
        sheet.close_sheet()
        page.advice.do_action.trigger()
        assert sheet.isVisible()
        assert "Loket 3 · Siti Misalnya" in drawn_text(sheet)
        sheet.submit()
        await there.settle()
        assert office.acts == [("end", UUID(int=1), "Sudah dibantu.")]
        assert page.status.message == "Panggilan bantuan diakhiri."
        assert not sheet.isVisible()

    play(scene, shown=with_alarm)


def test_nothing_to_do_has_no_key(play: Play) -> None:
    async def scene(there: Stage) -> None:
        bar = there.page.advice
        assert bar.fact == "Tidak ada yang perlu dilakukan sekarang."
        assert not bar.do_button.isVisible()
        assert not bar.do_action.isEnabled()

    play(scene, shown=lambda: replace(morning(), advice=NOTHING))


def test_the_day_is_closed_after_a_question(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        page.ask_close_day()
        assert page.slot.question.words == (
            "Tutup hari Selasa, 24 November 2026?", "28 nomor menjadi tidak terlayani.",
        )  # fmt: skip
        assert not page.advice.do_action.isEnabled()
        page.slot.answer_action.trigger()
        await there.settle()
        assert there.acts.asked == [("close_day", ())]
        assert page.status.message == "Selasa, 24 November 2026 ditutup."
        assert page.advice.do_action.isEnabled()

    play(scene)


def test_the_palette_has_what_a_supervisor_needs(play: Play, app: QApplication) -> None:
    async def scene(there: Stage) -> None:
        page, left = there.page, []
        page.sign_out_wanted.connect(lambda: left.append(True))
        page.open_palette()
        words = [command.words for command in page.palette_sheet.shown]
        for wanted in ("Buka Loket 6", "Tutup hari", "Konfirmasi tanggal", "Tema gelap", "Keluar", "Loket 3"):
            assert wanted in words
        commands = {command.words: command for command in page.commands()}
        page.close_sheets()
        commands["Konfirmasi tanggal"].run()
        await there.settle()
        assert there.acts.asked == [("confirm_date", ())]
        commands["Tema gelap"].run()
        assert theme.current().name == "dark"
        commands["Keluar"].run()
        assert left == [True]

    play(scene)
    theme.apply(app, theme.light())


def test_a_lost_link_keeps_the_picture_and_refuses_acts(play: Play) -> None:
    async def scene(there: Stage) -> None:
        page = there.page
        there.feed.link(False)
        assert page.alarm.isVisible()
        page.do_advice()
        assert there.acts.asked == []
        assert page.board.waiting.table.rows
        there.feed.link(True)
        await there.settle()
        assert not page.alarm.isVisible()

    play(scene)


def crowded() -> Supervision:
    """Twelve counters, three kiosks, three displays, nine groups; names as long as names are."""
    view = morning()
    long = "Raden Ayu Siti Misalnya Permisalan Kusumawardhani, S.Sos., M.AP."
    lines = [replace(view.counters[n % 8], number=n + 1, id=UUID(int=n)) for n in range(12)]
    lines = [replace(line, clerk=long if line.state is not CounterState.CLOSED else "") for line in lines]
    groups = [
        replace(view.groups[n % 6], code=f"G{n}", waiting=view.groups[n].waiting if n < 6 else 0)
        for n in range(9)
    ]
    more = [
        HealthLine(
            key=f"{kind}{n}", kind=kind, name=f"Perangkat lantai tiga {n}", level=Level.OK, words="siap"
        )
        for kind in ("kiosk", "display")
        for n in range(3)
    ]
    return replace(view, counters=tuple(lines), groups=tuple(groups), health=(*more, *view.health))


def test_ux_u53_a_crowded_office_fits_too(play: Play) -> None:
    async def scene(there: Stage) -> None:
        board = there.page.board
        assert there.page.area.verticalScrollBar().maximum() == 0
        assert board.cut() == []
        assert board.counters.table.rows[-1][4].text == "5 loket lain, 4 buka"
        assert board.waiting.table.rows[-2][0].text == "3 kelompok lain"
        assert len(board.health.table.rows) == 9
        for panel in (board.waiting, board.counters, board.health):
            foot = panel.table.mapTo(panel, panel.table.rect().bottomLeft()).y()
            assert foot < panel.height(), panel.accessibleName()
        there.page.open_behind(Facts("counters"))
        assert len(there.page.facts.model.rows) == 12
        there.page.open_behind(Facts("health"))
        assert len(there.page.facts.model.rows) == 16

    play(scene, shown=crowded, size=(1280, 720))


def test_user_text_is_shown_as_it_is(play: Play) -> None:
    nasty = "<b>Rani</b> &amp; <img src=a>"

    def shown() -> Supervision:
        view = morning()
        lines = [replace(line, clerk=nasty if line.clerk else "") for line in view.counters]
        tickets = [
            replace(ticket, service=nasty) if ticket.state is State.WAITING else ticket
            for ticket in view.tickets
        ]
        return replace(view, counters=tuple(lines), tickets=tuple(tickets))

    async def scene(there: Stage) -> None:
        page = there.page
        page.open_behind(CUTI)
        assert nasty in drawn_text(page.tickets)
        page.open_behind(AtCounter(3))
        assert page.counter.facts.textFormat() is Qt.TextFormat.PlainText
        assert nasty in page.counter.facts.text()

    play(scene, shown=shown)
