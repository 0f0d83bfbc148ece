"""*Masih di sini?* (ux.md U31)."""

from bkpsdm_desktop.domain.kinds import Kind
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk


@played
async def test_ux_u31_after_45_seconds_it_asks_and_after_20_more_it_forgets(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.tap(window.service.form.elderly)
    await kiosk.wait(44)
    assert not window.still_there.isVisible()
    await kiosk.wait(1)
    assert window.still_there.isVisible()
    assert window.still_there.form.heading.text() == "Masih di sini?"
    assert window.still_there.form.sentence.text() == "Layar kembali ke awal dalam 20 detik."
    await kiosk.wait(19)
    assert window.still_there.form.sentence.text() == "Layar kembali ke awal dalam 1 detik."
    await kiosk.wait(1)
    assert kiosk.shows(window.groups)
    assert not window.still_there.isVisible()
    assert window.service.priority is None
    assert window.service.form.title.text() == ""


@played
async def test_ux_u31_yes_goes_on_where_the_visitor_was(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.tap(window.service.form.elderly)
    await kiosk.wait(50)
    kiosk.tap(window.still_there.form.yes)
    assert not window.still_there.isVisible()
    assert kiosk.shows(window.service)
    assert window.service.form.elderly.isChecked()
    await kiosk.wait(44)
    assert not window.still_there.isVisible()


@played
async def test_ux_u31_begin_again_clears_everything_at_once(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(3)
    await kiosk.wait(50)
    kiosk.tap(window.still_there.form.restart)
    assert kiosk.shows(window.groups)
    assert not window.still_there.isVisible()


@played
async def test_ux_u31_a_touch_begins_the_time_anew_and_a_change_of_the_queue_does_not(
    make_kiosk: MakeKiosk,
) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.wait(40)
    kiosk.tap(window.services.form.title)
    await kiosk.wait(40)
    assert not window.still_there.isVisible()
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(6)
    assert window.still_there.isVisible()
    kiosk.office.changed(Kind.QUEUE)
    await kiosk.wait(1)
    assert window.still_there.isVisible(), "nor does it answer the question"


@played
async def test_ux_u31_nobody_is_asked_on_the_first_page(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.wait(300)
    assert not window.still_there.isVisible()


@played
async def test_ux_u31_the_question_waits_while_a_number_is_being_taken(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    window = await kiosk.home()
    await kiosk.group(2)
    await kiosk.service(2)
    kiosk.office.answers.clear()
    await kiosk.take()
    await kiosk.wait(60)
    assert not window.still_there.isVisible()
