"""K2: every act of the office against every role, at the service layer itself.

An act that names a right refuses everybody without it before it looks at anything else, so it can be asked
with made-up arguments. An act that is not named here as free for all and asks for no right fails the test.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bkpsdm_desktop import services
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Person
from tests.helpers.office import OfficeUnderTest

SERVE, SUPERVISE = Right.SERVE, Right.SUPERVISE

# Act -> the rights of which one is enough.
ACTS: dict[str, tuple[Right, ...]] = {
    "accounts.add_account": (Right.MANAGE_PEOPLE,),
    "accounts.change_account": (Right.MANAGE_PEOPLE,),
    "accounts.forget_pins": (Right.MANAGE_PEOPLE,),
    "accounts.new_start_code": (Right.MANAGE_PEOPLE,),
    "accounts.set_active": (Right.MANAGE_PEOPLE,),
    "accounts.unlock": (Right.MANAGE_PEOPLE,),
    "bookings.book": (Right.BOOK,),
    "bookings.cancel": (Right.BOOK,),
    "bookings.print_slip": (Right.BOOK,),
    "bookings.rebook": (Right.BOOK,),
    "bookings.restore": (Right.BOOK,),
    "booking_settings.put_booking_rules": (Right.CONFIGURE,),
    "catalogue.discard_draft": (Right.CONFIGURE,),
    "catalogue.new_service": (Right.CONFIGURE,),
    "catalogue.publish": (Right.CONFIGURE,),
    "catalogue.save_draft": (Right.CONFIGURE,),
    "catalogue.withdraw": (Right.CONFIGURE,),
    "counter_settings.add_counter": (Right.CONFIGURE,),
    "counter_settings.put_counter": (Right.CONFIGURE,),
    "displays.put_display": (Right.CONFIGURE,),
    "groups.add_group": (Right.CONFIGURE,),
    "groups.put_group": (Right.CONFIGURE,),
    "holidays.add_holiday": (Right.CONFIGURE,),
    "holidays.put_holiday": (Right.CONFIGURE,),
    "holidays.put_years": (Right.CONFIGURE,),
    "holidays.remove_holiday": (Right.CONFIGURE,),
    "hours.put_hours": (Right.CONFIGURE,),
    "notices.add_notice": (Right.CONFIGURE,),
    "notices.change_notice": (Right.CONFIGURE,),
    "notices.move_notice": (Right.CONFIGURE,),
    "notices.remove_notice": (Right.CONFIGURE,),
    "statistics.gather": (Right.SEE_STATISTICS,),
    "statistics_files.note_file": (Right.SEE_STATISTICS,),
    "clocks.confirm_date": (Right.CONFIRM_DATE,),
    "counters.close_counter_of": (SUPERVISE,),
    "counters.open_counter": (SERVE,),
    "counters.open_counter_for": (SUPERVISE,),
    "day.close_day": (Right.CLOSE_DAY,),
    "moving.move": (SUPERVISE,),
    "moving.release": (SUPERVISE,),
    "office_settings.put_office": (Right.CONFIGURE,),
    "people.add_person": (Right.MANAGE_PEOPLE,),
    "people.set_kiosk_pin": (Right.SET_PIN,),
    "people.set_password": (Right.MANAGE_PEOPLE,),
    "people.set_skills": (Right.MANAGE_PEOPLE,),
    "printer_settings.add_printer": (Right.CONFIGURE,),
    "printer_settings.print_test": (Right.CONFIGURE,),
    "printer_settings.put_printer": (Right.CONFIGURE,),
    "printer_settings.remove_printer": (Right.CONFIGURE,),
    "printer_settings.restore_printer": (Right.CONFIGURE,),
    "printing.confirm_printed": (SERVE, SUPERVISE),
    "printing.print_again": (SERVE, SUPERVISE),
    "printing.reprint_ticket": (SERVE, SUPERVISE),
    "queue_settings.put_rules": (Right.CONFIGURE,),
    "reference.import_reference": (Right.CONFIGURE,),
    "serving.call_next": (SERVE,),
    "serving.cancel": (SERVE, SUPERVISE),
    "serving.return_late": (SERVE, SUPERVISE),
    "stations.configure_display": (Right.CONFIGURE,),
    "sync_troubles.settle": (Right.CONFIGURE,),
    "voice.put_voice_settings": (Right.CONFIGURE,),
    "voice.say_test": (Right.CONFIGURE,),
    "voice_settings.put_clips": (Right.CONFIGURE,),
    "voice_settings.put_speakers": (Right.CONFIGURE,),
}

# Acts that ask for no right, and why they need none.
FREE = {
    "alarm.raise_alarm": "whoever is in danger calls, at a locked station too",
    "alarm.end_alarm": "whoever comes to help and is signed in",
    "catalogue.apply_due": "the time of a published version has come",
    "groups.apply_letters": "the day of a new letter has come",
    "check_in.check_in": "visitors check in",
    "coaching.mark_coached": "what a person has seen, by whoever is signed in",
    "displays.report_screens": "a display's own report",
    "wait_history.keep": "derived once a day by a station",
    "wait_history.recompute": "derived once a day by a station",
    "pins.hand_over": "part of coming in by PIN or password",
    "counters.close_for_absent": "part of closing a counter for somebody",
    "issuing.issue": "part of taking a number",
    "people.put_start_code": "part of making an account",
    "people.require_any": "the question itself",
    # what only the holder of an open counter can do: opening it asked for the right to serve
    "counters.close_counter": "one's own counter",
    "counters.pause_counter": "one's own counter",
    "moving.call_parked": "one's own open counter",
    "moving.next_service": "one's own visitor",
    "moving.park": "one's own visitor",
    "moving.resume": "one's own open counter",
    "moving.transfer": "one's own visitor",
    "serving.finish": "one's own visitor",
    "serving.mark_no_show": "one's own visitor",
    "serving.recall": "one's own visitor",
    "serving.start_serving": "one's own visitor",
    "serving.undo": "one's own last act",
    "serving.withdraw_call": "one's own visitor",
    "people.sign_out": "one's own session",
    # what a station does by itself, without a person
    "board.report_shown": "a display's own report",
    "clocks.hold_issuing": "a clock in doubt stops the issuing, whoever is there",
    "clocks.start_check": "a station's own start",
    "day.roll_over": "the office's own midnight",
    "issuing.take_ticket": "visitors take numbers",
    "printers.add_printer": "the first start, before there are accounts",
    "printers.use_printer": "the first start, before there are accounts",
    "printing.queue_at": "part of the act that prints",
    "printing.queue_print_job": "part of the act that prints",
    "restoring.leave_gaps": "the command line restores a backup",
    "stations.end_run": "a station's own end",
    "stations.first_start": "before there are accounts",
    "stations.start_run": "a station's own start",
    "trail.checkpoint": "a station signs its own chain",
    # parts of other acts, which ask
    "holding.give_back": "part of a release",
    "holding.leave_behind": "part of closing a counter",
    "people.create_person": "part of adding a person, and the first administrator",
    "serving.leave_unserved": "part of closing a day",
    "steps.add_event": "part of every act on a ticket",
    "steps.announce": "part of a call",
    "steps.apply": "part of every act on a ticket",
    "steps.change": "part of every act on a ticket",
    "steps.withdraw_announcements": "part of withdrawing a call",
    "stamps.record": "part of every act",
    # reading
    "people.require": "the question itself",
    "serving.undoable_event": "reads",
    "steps.any_ticket": "reads",
    "steps.done_before": "reads",
    "steps.mine": "reads",
    "stamps.recorded": "reads",
}


def acts() -> dict[str, Callable[..., Any]]:
    """Every public service function that takes a session and a stamp."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"{services.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if name.startswith("_") or function.__module__ != loaded.__name__:
                continue
            wanted = list(inspect.signature(function).parameters)[:2]
            if wanted == ["session", "stamp"]:
                found[f"{module.name}.{name}"] = function
    return found


def test_fault_k2_every_act_is_in_the_table() -> None:
    assert sorted(acts()) == sorted({*ACTS, *FREE})


def _try(session: Session, stamp: Stamp, act: Callable[..., Any], role: Role) -> str:
    """What the act says to a person of a role, who is given back afterwards."""
    session.execute(update(Person).where(Person.id == stamp.person).values(role=role))
    parameters = list(inspect.signature(act).parameters.values())[2:]
    made_up = {p.name: new_id() for p in parameters if p.default is inspect.Parameter.empty}
    positional = [
        made_up.pop(p.name) for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.name in made_up
    ]
    try:
        act(session, stamp, *positional, **made_up)
    except Refused as refused:
        return refused.sentence
    except Exception:  # made-up arguments: the right was asked for and is there
        return ""
    return ""


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", sorted(ACTS))
def test_fault_k2_an_act_refuses_every_role_without_its_right(
    office: OfficeUnderTest, name: str, role: Role
) -> None:
    person = office.made.supervisor
    said: list[str] = []

    def attempt(session: Session) -> None:
        said.append(_try(session, office.stamp(office.made.counters[0], person), acts()[name], role))
        raise Refused("nothing of this attempt stays")

    with pytest.raises(Refused):
        office.work.run(attempt)
    may = any(allowed(role, right) for right in ACTS[name])
    assert ("tidak berhak" in said[0]) is not may, said
