"""The numbers of the queue count from the moment they are saved."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services import counters, inspection, serving
from bkpsdm_desktop.services import office as offices
from bkpsdm_desktop.services.queue_settings import KEPT, put_rules, rules_view
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import audited, configure

RULES = QueueRules()


def test_a_number_counts_at_once_and_is_recorded_once(office: OfficeUnderTest) -> None:
    changed = replace(RULES, max_calls=1)
    for _ in range(2):
        configure(office, put_rules, rules=changed, was=RULES)
    assert audited(office, "rules.put") == [""]
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    with pytest.raises(Refused, match="sudah dipanggil 1 kali"):
        office.act(serving.recall)


def test_what_a_newer_program_keeps_beside_them_stays(office: OfficeUnderTest) -> None:
    def newer(session: Session) -> None:
        offices.put_setting(session, offices.QUEUE_RULES, {**asdict(RULES), "later_rule": 7})

    office.work.run(newer)
    configure(office, put_rules, rules=replace(RULES, max_calls=2), was=RULES)
    stored = office.work.read(offices.setting, offices.QUEUE_RULES)
    assert (stored["later_rule"], stored["max_calls"]) == (7, 2)


def test_wrong_numbers_foreign_changes_and_clerks_change_nothing(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Panggilan paling banyak dari 1 sampai 9 kali"):
        configure(office, put_rules, rules=replace(RULES, max_calls=0), was=RULES)
    with pytest.raises(Refused, match="Aturan antrean baru saja diubah di PC lain"):
        configure(office, put_rules, rules=replace(RULES, max_calls=2), was=replace(RULES, max_calls=4))
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(put_rules, rules=replace(RULES, max_calls=2), was=RULES)
    assert office.work.read(offices.queue_rules) == RULES


def test_what_was_undone_under_an_earlier_rule_is_no_fault_under_a_shorter_one(
    office: OfficeUnderTest,
) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(seconds=7)
    office.act(serving.undo)
    configure(office, put_rules, rules=replace(RULES, undo_seconds=3), was=RULES)
    assert office.work.read(inspection.chains, day=business_day(office.now)) == []


def test_the_last_changes_are_kept_with_name_time_and_words(office: OfficeUnderTest) -> None:
    configure(office, put_rules, rules=replace(RULES, max_calls=2), was=RULES)
    view = office.work.read(rules_view, now=office.now)
    assert [(change.at, change.by, change.words) for change in view.history] == [
        (office.now, "Wati Contohnya", ("Panggilan paling banyak 3 → 2 kali",))
    ]
    present = view.rules
    for number in range(KEPT):
        changed = replace(present, undo_seconds=9 + number % 2)
        configure(office, put_rules, rules=changed, was=present)
        present = changed
    history = office.work.read(rules_view, now=office.now).history
    assert len(history) == KEPT
    assert history[0].words == ("Urungkan dalam 9 → 10 detik",)


def test_the_queues_of_open_counters_are_those_that_a_call_would_ask(office: OfficeUnderTest) -> None:
    assert office.work.read(rules_view, now=office.now).queues == ()
    office.take()
    office.act(counters.open_counter)
    [queue] = office.work.read(rules_view, now=office.now).queues
    [waiting] = queue.waiting
    assert office.act(serving.call_next) == waiting.label
    assert office.work.read(rules_view, now=office.now).queues[0].waiting == ()
