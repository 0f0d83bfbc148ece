"""Every writing act of the office, each in an office where it is the next one: for acts that run twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.holiday_table import moves
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services import (
    accounts,
    alarm,
    board,
    booking_settings,
    bookings,
    catalogue,
    check_in,
    clocks,
    coaching,
    counter_settings,
    counters,
    day,
    displays,
    groups,
    holidays,
    hours,
    issuing,
    moving,
    notices,
    office_settings,
    people,
    pins,
    printer_settings,
    printers,
    printing,
    queue_settings,
    reference,
    restoring,
    serving,
    stations,
    statistics_files,
    sync_troubles,
    voice,
    voice_settings,
    wait_history,
)  # fmt: skip
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.services.statistics_files import FileKind
from bkpsdm_desktop.services.voice_settings import OwnClip
from tests.helpers.office import OfficeUnderTest
from tests.services.acts_before import (
    CT,
    EDIT,
    HASH,
    KEY,
    KGB,
    OFF,
    absent,
    alarmed,
    announced,
    arriving,
    booking_id,
    booking_to_print,
    called,
    cancelled,
    counter_one,
    day_off,
    display_form,
    doubtful_slip,
    draft,
    first_clerk,
    form,
    held_counter,
    history,
    in_doubt,
    locked_out,
    note,
    nothing,
    notice,
    one_waits,
    opened,
    other_letter,
    parked,
    published,
    published_and_due,
    removed_printer,
    running,
    served,
    slip,
    the_same,
    ticket_with_slip,
    tomorrow,
    trouble,
    two_notices,
    used_printer,
    waiting,
    with_pin,
    with_printer,
    yesterday_open,
)  # fmt: skip
from tests.services.settings.people import administrator


@dataclass(frozen=True, slots=True)
class Ready:
    """An act and what it is given; ``by`` does it (``None``: the station itself) at the PC ``at``."""

    act: Callable[..., Any]
    named: dict[str, Any]
    by: UUID | None
    at: UUID
    args: tuple[Any, ...] = ()


Make = Callable[[OfficeUnderTest], Ready]


def chief(act: Callable[..., Any], *args: Any, **named: Any) -> Callable[[OfficeUnderTest], Ready]:
    """By the administrator; values that are functions are asked of the office."""

    def made(office: OfficeUnderTest) -> Ready:
        by = administrator(office)
        given = {name: value(office) if callable(value) else value for name, value in named.items()}
        return Ready(act, given, by, office.made.counters[0], args)

    return made


def clerk(act: Callable[..., Any], before: Callable[[OfficeUnderTest], Any], **named: Any) -> Make:
    """By the clerk of the first counter, after ``before``; its answer is given to values that ask for it."""

    def made(office: OfficeUnderTest) -> Ready:
        answer = before(office)
        given = {name: value(answer) if callable(value) else value for name, value in named.items()}
        return Ready(act, given, office.made.clerks[0], office.made.counters[0])

    return made


def boss(act: Callable[..., Any], before: Callable[[OfficeUnderTest], Any], **named: Any) -> Make:
    """As :func:`clerk`, by the supervisor."""

    def made(office: OfficeUnderTest) -> Ready:
        return replace(clerk(act, before, **named)(office), by=office.made.supervisor)

    return made


def head(act: Callable[..., Any], before: Callable[[OfficeUnderTest], Any], **named: Any) -> Make:
    """As :func:`clerk`, by the administrator."""

    def made(office: OfficeUnderTest) -> Ready:
        return replace(clerk(act, before, **named)(office), by=administrator(office))

    return made


def itself(act: Callable[..., Any], before: Callable[[OfficeUnderTest], Any], **named: Any) -> Make:
    """As :func:`clerk`, by a display itself."""

    def made(office: OfficeUnderTest) -> Ready:
        return replace(clerk(act, before, **named)(office), by=None, at=office.made.displays[0])

    return made


# --- the acts ----------------------------------------------------------------------------------------

NEW = counter_settings.CounterEdit(number=41, room="Ruang lain")
GROUP = groups.GroupEdit(series="Z", name="Kelompok contoh")
VOICE = voice.VoiceSettings()
YEAR = (OFF,)
SPAN = Period(first=date(2026, 11, 1), last=date(2026, 11, 24))
FORM = accounts.AccountForm(name="Ani Contoh", role=Role.CLERK, skills=(accounts.SkillOf("C"),))


def a_notice(office: OfficeUnderTest) -> Ready:
    first = notice(office)
    new, was = note(office, "Bawa KTP"), note(office, "Antre tertib")
    return chief(notices.change_notice, notice=first, new=new, was=was)(office)


def a_counter(office: OfficeUnderTest) -> Ready:
    line = office.work.read(counter_settings.counter_lines)[-1]
    edit = replace(line.edit, room="Ruang lain")
    return chief(counter_settings.put_counter, counter=line.id, edit=edit, was=line.edit)(office)


def a_group(office: OfficeUnderTest) -> Ready:
    line = office.work.read(groups.group_lines, now=office.now)[0]
    edit = replace(line.edit, name="Nama lain")
    return chief(groups.put_group, group=line.id, edit=edit, was=line.edit)(office)


def a_plan(office: OfficeUnderTest) -> Ready:
    plan = office.work.read(hours.hours_view, now=office.now).plan
    return chief(hours.put_hours, plan=replace(plan, basis="Dasar lain"), was=plan)(office)


def a_year(office: OfficeUnderTest) -> Ready:
    present = [line.off for line in office.work.read(holidays.holiday_lines)]
    was = moves(present, YEAR, (2026,))
    return chief(holidays.put_years, years=(2026,), rows=YEAR, was=was)(office)


def another_day_off(office: OfficeUnderTest) -> Ready:
    first = day_off(office)
    off = replace(OFF, name="Nama lain")
    return chief(holidays.put_holiday, holiday=first, off=off, was=OFF)(office)


def an_account(office: OfficeUnderTest) -> Ready:
    was = form(office)
    new = replace(was, name="Rani Lain", skills=was.skills[:1])
    return chief(accounts.change_account, person=first_clerk, new=new, was=was)(office)


def a_display(office: OfficeUnderTest) -> Ready:
    was = display_form(office)
    display = office.made.displays[0]
    return chief(displays.put_display, display=display, new=replace(was, english=True), was=was)(office)


def an_office(office: OfficeUnderTest) -> Ready:
    was = office.work.read(office_settings.office_view).edit
    words = replace(was.english, prepare="passport")
    edit = replace(was, agency="Badan Contoh", english=words)
    return chief(office_settings.put_office, edit=edit, was=was)(office)


def a_printer(office: OfficeUnderTest) -> Ready:
    line = used_printer(office)
    edit = replace(line.edit, name="Nama lain", users=line.edit.users[:1])
    return chief(printer_settings.put_printer, printer=line.id, edit=edit, was=line.edit)(office)


def speakers(office: OfficeUnderTest) -> Ready:
    room = office.work.read(voice_settings.voice_view, now=office.now).rooms[0]
    return chief(voice_settings.put_speakers, room=room.room, speakers=frozenset(), was=room.speakers)(office)


def clips(office: OfficeUnderTest) -> Ready:
    own = (OwnClip("gong", assets.resource("sounds", "gong.wav").read_bytes(), -16.0),)
    return chief(voice_settings.put_clips, clips=own)(office)


def a_new_service(office: OfficeUnderTest) -> Ready:
    standard = replace(office.work.read(catalogue.service_detail, service=CT).present, name="Layanan baru")
    return chief(catalogue.new_service, code="BARU", standard=standard)(office)


def a_draft(office: OfficeUnderTest) -> Ready:
    standard = replace(office.work.read(catalogue.service_detail, service=CT).present, name="Cuti baru")
    return chief(catalogue.save_draft, service=CT, standard=standard)(office)


def the_first_start(office: OfficeUnderTest) -> Ready:
    row = OfficeRow(code="TGS", agency="Badan Contoh", place="Kota Contoh", portal="")
    named = {"identity": row, "username": "ani", "name": "Ani Contoh", "password_hash": HASH}
    return Ready(stations.first_start, named, None, office.made.kiosks[0])


def a_number(office: OfficeUnderTest) -> Ready:
    with_printer(office)
    named = {"service": CT, "priority": None, "randomness": bytes(5)}
    return Ready(issuing.take_ticket, named, None, office.made.kiosks[0])


def a_check_in(office: OfficeUnderTest) -> Ready:
    code = arriving(office)
    return Ready(check_in.check_in, {"code": code, "randomness": bytes(5)}, None, office.made.kiosks[0])


def a_hand_over(office: OfficeUnderTest) -> Ready:
    opened(office)
    rani, joko = office.made.clerks
    return Ready(pins.hand_over, {"leaving": rani}, joko, office.made.counters[0])


READY: dict[str, Make] = {
    "accounts.add_account": chief(accounts.add_account, username="ani", new=FORM, code_hash=HASH),
    "accounts.change_account": an_account,
    "accounts.forget_pins": chief(accounts.forget_pins, person=with_pin),
    "accounts.new_start_code": chief(accounts.new_start_code, person=first_clerk, code_hash=HASH),
    "accounts.set_active": chief(accounts.set_active, person=first_clerk, active=False),
    "accounts.unlock": chief(accounts.unlock, person=locked_out),
    "alarm.end_alarm": clerk(alarm.end_alarm, alarmed, alarm=the_same, note="Satpam datang."),
    "alarm.raise_alarm": clerk(alarm.raise_alarm, nothing),
    "board.report_shown": itself(board.report_shown, announced, announcements=the_same),
    "booking_settings.put_booking_rules": chief(
        booking_settings.put_booking_rules, rules=BookingRules(capacity=3), was=BookingRules()
    ),
    "bookings.book": boss(
        bookings.book, tomorrow, service=CT, starts_at=the_same, name="Rani Contoh", contact="", note="",
        randomness=bytes(5),
    ),
    "bookings.cancel": boss(bookings.cancel, booking_id, booking=the_same),
    "bookings.print_slip": boss(bookings.print_slip, booking_to_print, booking=the_same),
    "bookings.rebook": boss(
        bookings.rebook, booking_id, booking=the_same, starts_at=at_wib(date(2026, 11, 25), time(11))
    ),
    "bookings.restore": boss(bookings.restore, cancelled, booking=the_same),
    "catalogue.apply_due": itself(catalogue.apply_due, published_and_due),
    "catalogue.discard_draft": chief(catalogue.discard_draft, service=draft),
    "catalogue.new_service": a_new_service,
    "catalogue.publish": chief(catalogue.publish, service=draft),
    "catalogue.save_draft": a_draft,
    "catalogue.withdraw": chief(catalogue.withdraw, service=published),
    "check_in.check_in": a_check_in,
    "clocks.confirm_date": boss(clocks.confirm_date, in_doubt),
    "clocks.hold_issuing": itself(clocks.hold_issuing, nothing, reason="Tanggal belum pasti."),
    "coaching.mark_coached": clerk(coaching.mark_coached, nothing, screen="counter"),
    "counter_settings.add_counter": chief(counter_settings.add_counter, edit=NEW),
    "counter_settings.put_counter": a_counter,
    "counters.close_counter": clerk(counters.close_counter, opened),
    "counters.close_counter_of": boss(counters.close_counter_of, held_counter, counter=the_same),
    "counters.open_counter": clerk(counters.open_counter, nothing),
    "counters.open_counter_for": boss(
        counters.open_counter_for, lambda office: (counter_one(office), first_clerk(office)),
        counter=lambda pair: pair[0], person=lambda pair: pair[1],
    ),
    "counters.pause_counter": clerk(counters.pause_counter, opened, reason="Salat", minutes=15),
    "day.close_day": boss(day.close_day, parked, day=date(2026, 11, 24), signer=KEY),
    "day.roll_over": itself(day.roll_over, yesterday_open, signer=KEY),
    "displays.put_display": a_display,
    "displays.report_screens": itself(
        displays.report_screens, nothing, screens=(displays.ScreenSeen("HDMI-1", 1920, 1080),),
        shows_on="HDMI-1", inches=43.0, seat_m=6.0,
    ),
    "groups.add_group": chief(groups.add_group, code="CONTOH", edit=GROUP),
    "groups.apply_letters": itself(groups.apply_letters, other_letter),
    "groups.put_group": a_group,
    "holidays.add_holiday": chief(holidays.add_holiday, off=OFF),
    "holidays.put_holiday": another_day_off,
    "holidays.put_years": a_year,
    "holidays.remove_holiday": chief(holidays.remove_holiday, holiday=day_off),
    "hours.put_hours": a_plan,
    "issuing.take_ticket": a_number,
    "moving.call_parked": clerk(moving.call_parked, parked, ticket=the_same),
    "moving.move": boss(
        moving.move, waiting, ticket=the_same, target=Target(service=KGB, counter=None, keep_place=True)
    ),
    "moving.next_service": clerk(moving.next_service, served, service=KGB),
    "moving.park": clerk(moving.park, served, common=False),
    "moving.release": boss(moving.release, served, ticket=the_same),
    "moving.resume": clerk(moving.resume, parked, ticket=the_same),
    "moving.transfer": clerk(
        moving.transfer, served, target=Target(service=KGB, counter=None, keep_place=False)
    ),
    "notices.add_notice": chief(notices.add_notice, new=lambda office: note(office, "Antre tertib")),
    "notices.change_notice": a_notice,
    "notices.move_notice": chief(notices.move_notice, notice=two_notices, to=0),
    "notices.remove_notice": chief(notices.remove_notice, notice=notice),
    "office_settings.put_office": an_office,
    "people.add_person": chief(
        people.add_person, username="ani", name="Ani Contoh", role=Role.CLERK, password_hash=HASH,
        skills={"C": None},
    ),
    "people.set_kiosk_pin": chief(people.set_kiosk_pin, pin_hash=HASH),
    "people.set_password": chief(people.set_password, person=first_clerk, password_hash=HASH),
    "people.set_skills": chief(people.set_skills, person=first_clerk, skills={"C": None}),
    "people.sign_out": clerk(people.sign_out, nothing, signer=KEY),
    "pins.hand_over": a_hand_over,
    "printer_settings.add_printer": chief(printer_settings.add_printer, edit=EDIT),
    "printer_settings.print_test": chief(printer_settings.print_test, printer=with_printer),
    "printer_settings.put_printer": a_printer,
    "printer_settings.remove_printer": head(
        printer_settings.remove_printer, used_printer, printer=lambda line: line.id,
        was=lambda line: line.edit,
    ),
    "printer_settings.restore_printer": head(
        printer_settings.restore_printer, removed_printer, printer=lambda line: line.id,
        edit=lambda line: line.edit,
    ),
    "printers.add_printer": itself(
        printers.add_printer, nothing, name="Printer baru", address="file:/tmp", width=576, station=None
    ),
    "printers.use_printer": itself(
        printers.use_printer, lambda office: (office.made.displays[0], with_printer(office)),
        station=lambda pair: pair[0], printer=lambda pair: pair[1],
    ),
    "printing.confirm_printed": clerk(printing.confirm_printed, doubtful_slip, job=the_same),
    "printing.print_again": clerk(printing.print_again, slip, job=the_same),
    "printing.reprint_ticket": clerk(printing.reprint_ticket, ticket_with_slip, ticket=the_same),
    "queue_settings.put_rules": chief(
        queue_settings.put_rules, rules=QueueRules(max_calls=4), was=QueueRules()
    ),
    "reference.import_reference": chief(
        reference.import_reference, reference.read_reference(assets.resource("reference"))
    ),
    "restoring.leave_gaps": itself(restoring.leave_gaps, waiting, source="cadangan.zip"),
    "serving.call_next": clerk(serving.call_next, one_waits),
    "serving.cancel": clerk(serving.cancel, waiting, ticket=the_same),
    "serving.finish": clerk(serving.finish, served),
    "serving.mark_no_show": clerk(
        serving.mark_no_show,
        lambda office: (called(office), office.act(serving.recall), office.act(serving.recall)),
    ),
    "serving.recall": clerk(serving.recall, called),
    "serving.return_late": clerk(serving.return_late, absent, ticket=the_same),
    "serving.start_serving": clerk(serving.start_serving, called),
    "serving.undo": clerk(serving.undo, lambda office: (served(office), office.act(serving.finish))),
    "serving.withdraw_call": clerk(serving.withdraw_call, called),
    "stations.configure_display": chief(
        stations.configure_display, name="Layar 1", room="Ruang lain", groups=["CUTI"]
    ),
    "stations.end_run": itself(stations.end_run, running, run=the_same),
    "stations.first_start": the_first_start,
    "stations.start_run": itself(stations.start_run, nothing),
    "statistics_files.note_file": boss(
        statistics_files.note_file, nothing, period=SPAN, kind=FileKind.CSV
    ),
    "sync_troubles.settle": chief(sync_troubles.settle, trouble=trouble),
    "voice.put_voice_settings": chief(
        voice.put_voice_settings, settings=replace(VOICE, english=True), was=VOICE
    ),
    "voice.say_test": chief(voice.say_test, room="Ruang layanan"),
    "voice_settings.put_clips": clips,
    "voice_settings.put_speakers": speakers,
    "wait_history.keep": itself(wait_history.keep, history, history=the_same),
}  # fmt: skip
