"""What goes wrong at the first start is said where it belongs, and nothing typed is lost."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens.start.recovery import Step, compact
from bkpsdm_desktop.screens.widgets.state import State
from tests.helpers.qtloop import play
from tests.screens.start.acts import KEY, PASSWORD, SERVER, FakeDatabase, FakeStart, empty_pc, second_pc
from tests.screens.start.keyboard import Keyboard


async def at_office(acts: FakeStart | None = None) -> Keyboard:
    keyboard = await Keyboard(acts or empty_pc()).open()
    await keyboard.enter()
    await keyboard.fill_office(PASSWORD)
    return keyboard


async def at_recovery(printer: str = "") -> Keyboard:
    keyboard = await Keyboard(empty_pc()).open()
    if printer:
        await keyboard.network_printer(printer)
    await keyboard.enter()
    await keyboard.fill_office(PASSWORD)
    await keyboard.enter()
    return keyboard


# --- the three questions


@pytest.mark.parametrize(
    ("host", "state", "words"),
    [
        ("192.0.2.31", State.OK, "Tercetak pukul 07.42 WIB."),
        ("192.0.2.40", State.INFO, "Printer ini tidak dapat melaporkan hasilnya."),
        ("192.0.2.99", State.WARN, "Printer 192.0.2.99 tidak menjawab."),
    ],
)
def test_a_test_slip_has_one_of_three_results(app: QApplication, host: str, state: State, words: str) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.network_printer(host)
        await keyboard.alt("c")
        result = keyboard.window.station.printer.form.result
        assert result.state is state
        assert words in result.words
        assert keyboard.window.station.printer.form.address.text() == host
        await keyboard.network_printer("192.0.2.50")
        assert result.state is State.NEUTRAL  # it was another printer that was tested
        keyboard.close()

    play(story())


def test_a_usb_printer_is_named_by_its_device(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        part = keyboard.window.station.printer
        await keyboard.alt("p")
        await keyboard.press(Qt.Key.Key_Home)
        await keyboard.press(Qt.Key.Key_Down)
        assert part.read_address() == "usb:/dev/usb/lp0"
        assert "grup lp" in part.form.result.words
        await keyboard.alt("l")
        await keyboard.retype("lp0")
        await keyboard.tab()
        assert part.form.result.state is State.BAD
        assert "/dev/usb/lp0" in part.form.result.words
        keyboard.close()

    play(story())


def test_without_a_printer_there_is_nothing_to_test(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        assert keyboard.window.station.printer.try_button.reason == "Pilih printer dahulu"
        await keyboard.alt("c")
        assert keyboard.acts.log == ["look "]
        keyboard.close()

    play(story())


def test_a_server_that_does_not_answer_keeps_its_address_and_stops_the_way(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(second_pc()).open()
        await keyboard.fill_server("kantor-lain")
        assert keyboard.window.primary.reason == "Uji server kantor dahulu (Alt+U)"
        await keyboard.alt("u")
        part = keyboard.window.station.database
        assert part.badge.word == "Tidak tersambung"
        assert "Periksa alamat dan kabel" in part.form.serverNote.words
        assert keyboard.window.primary.reason == "Server kantor belum tersambung"
        assert part.form.host.text() == "kantor-lain"
        await keyboard.fill_server("server-kantor")
        assert keyboard.window.primary.reason == "Uji server kantor dahulu (Alt+U)"
        await keyboard.enter()
        assert keyboard.window.primary.reason == ""
        keyboard.close()

    play(story())


def test_an_answer_that_comes_after_another_choice_belongs_to_its_own_database(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(second_pc()).open()
        await keyboard.fill_server()
        keyboard.acts.holds = asyncio.Event()
        await keyboard.enter()
        await keyboard.alt("i")  # meanwhile: only on this PC
        keyboard.acts.holds.set()
        await keyboard.settle()
        assert keyboard.window.station.database.database == ""
        assert keyboard.window.station.role.counter == 1  # 3 is the first free one of the server
        keyboard.close()

    play(story())


def test_an_office_without_a_free_counter_says_so(app: QApplication) -> None:
    async def story() -> None:
        acts = second_pc()
        acts.databases[SERVER].taken = (1, 2, 3, 4)
        keyboard = await Keyboard(acts).open()
        await keyboard.fill_server()
        await keyboard.enter()
        assert keyboard.window.primary.reason == "Tidak ada loket yang bebas"
        await keyboard.alt("s")  # away from the fields, where a digit is text
        await keyboard.type("3")
        assert keyboard.window.primary.reason == ""
        keyboard.close()

    play(story())


def test_a_database_of_this_pc_that_cannot_be_read_says_why(app: QApplication) -> None:
    async def story() -> None:
        acts = empty_pc()
        acts.databases[""].refusal = "Kunci basis data tidak ada. Pulihkan dengan kunci pemulihan."
        keyboard = await Keyboard(acts).open()
        assert "Kunci basis data tidak ada" in keyboard.window.station.database.form.embeddedNote.words
        assert keyboard.window.primary.reason == "Basis data di PC ini belum terbaca"
        acts.databases[""].refusal = ""
        await keyboard.alt("i")
        assert keyboard.window.primary.reason == ""
        keyboard.close()

    play(story())


# --- the office


def test_nothing_is_made_before_the_last_button_and_escape_keeps_what_was_typed(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_office()
        assert keyboard.acts.log == ["look "]
        await keyboard.escape()
        assert keyboard.window.page is keyboard.window.station
        await keyboard.enter()
        assert keyboard.window.office.full_name.value() == "Rani Contoh"
        assert keyboard.window.office.password.value() == PASSWORD
        await keyboard.escape()
        await keyboard.escape()
        assert (keyboard.cancelled, keyboard.window.isVisible()) == (1, False)
        assert set(keyboard.acts.log) == {"look "}
        keyboard.close()
        assert keyboard.cancelled == 1

    play(story())


def test_a_refused_password_is_said_at_its_field_in_the_words_of_the_act(app: QApplication) -> None:
    async def story() -> None:
        acts = empty_pc()
        sentence = "Kata sandi ini terlalu sering dipakai orang dan mudah ditebak. Pilih yang lain."
        acts.refusals["create"] = [sentence]
        keyboard = await at_office(acts)
        await keyboard.enter()
        office = keyboard.window.office
        assert (office.password.note.words, office.password.note.state) == (sentence, State.BAD)
        assert keyboard.here is office.password.field
        assert office.repeated.note.state is State.NEUTRAL
        assert office.agency.value() == "BKPSDM"
        await keyboard.type("teh sore di loket")
        await keyboard.enter()
        await keyboard.retype("teh sore di loket")
        await keyboard.press_primary()
        assert acts.office is not None
        assert acts.office.admin_password == "teh sore di loket"
        assert keyboard.window.page is keyboard.window.recovery
        keyboard.close()

    play(story())


def test_a_refusal_about_no_field_is_said_over_the_buttons(app: QApplication) -> None:
    async def story() -> None:
        acts = empty_pc()
        acts.refusals["create"] = ["Cakram PC ini penuh. Kosongkan ruang, lalu coba lagi."]
        keyboard = await at_office(acts)
        await keyboard.enter()
        assert keyboard.window.form.trouble.words == (
            "",
            "Cakram PC ini penuh. Kosongkan ruang, lalu coba lagi.",
        )
        assert keyboard.window.office.password.value() == PASSWORD
        await keyboard.enter()
        assert not keyboard.window.form.trouble.isVisible()
        assert keyboard.window.page is keyboard.window.recovery
        keyboard.close()

    play(story())


def test_two_quick_presses_make_one_office(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_office()
        keyboard.acts.holds = asyncio.Event()
        await keyboard.enter()
        await keyboard.enter()
        await keyboard.escape()
        assert keyboard.window.page is keyboard.window.office
        keyboard.acts.holds.set()
        await keyboard.settle()
        assert keyboard.acts.log == ["look ", "prepare ", "create"]
        keyboard.close()

    play(story())


def test_secrets_leave_the_fields_once_they_are_used(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_office()
        await keyboard.retype("270519")
        await keyboard.enter()
        office = keyboard.window.office
        assert [entry.field.text() for entry in (office.password, office.repeated, office.pin)] == [""] * 3
        assert not office.password.field.isUndoAvailable()
        made = keyboard.acts.office
        assert made is not None
        assert PASSWORD not in repr(made)
        assert "270519" not in repr(made)
        keyboard.close()
        assert keyboard.window.recovery.text == ""

    play(story())


def test_a_fault_of_ours_gives_a_code_and_the_page_stays(app: QApplication) -> None:
    class Broken(FakeStart):
        async def create_office(self, choice: object, office: object) -> None:
            raise RuntimeError("broken")

    async def story() -> None:
        keyboard = await at_office(Broken(databases={"": FakeDatabase()}))
        await keyboard.enter()
        assert "kode K7QX" in keyboard.window.form.trouble.words[1]
        assert keyboard.window.page is keyboard.window.office
        assert [str(fault) for fault in keyboard.faults] == ["broken"]
        keyboard.close()

    play(story())


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("code", "TG5", "Kode kantor terdiri atas 3 huruf"),
        ("code", "TANGSEL", "Kode kantor terdiri atas 3 huruf"),
        ("agency", " ", "Instansi belum diisi."),
        ("place", "x" * 61, "Kota/kabupaten paling banyak 60 karakter. Anda mengetik 61."),
        ("portal", "layanan kami", "Alamat portal dimulai dengan https://"),
        ("portal", "https://[", "Alamat portal dimulai dengan https://"),
        ("repeated", "lain", "Ulangan kata sandi belum sama."),
        ("username", "Rani Contoh", "Nama pengguna terdiri atas 3 sampai 32 huruf kecil"),
        ("password", "kopi", "Kata sandi paling sedikit 8 karakter. Anda mengetik 4."),
        ("pin", "12345", "PIN terdiri atas 6 sampai 8 angka."),
        ("pin", "12345a", "PIN terdiri atas 6 sampai 8 angka."),
        ("pin", "123456", "PIN ini mudah ditebak."),
    ],
)
def test_a_field_says_what_is_wrong_when_it_is_left(
    app: QApplication, field: str, typed: str, words: str
) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        entry = getattr(keyboard.window.office, field)
        entry.field.setFocus()
        await keyboard.type(typed)
        assert entry.note.state is State.NEUTRAL  # not while typing
        await keyboard.tab()
        assert words in entry.note.words
        assert (entry.note.state, entry.field.text()) == (State.BAD, typed)
        keyboard.close()

    play(story())


def test_a_portal_keeps_no_slash_at_its_end_and_the_code_is_in_capitals(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(empty_pc()).open()
        await keyboard.enter()
        await keyboard.type("tgs")
        office = keyboard.window.office
        office.portal.field.setText("https://layanan.example.go.id/")
        await keyboard.tab()
        assert office.code.field.text() == "TGS"
        assert office.portal.value() == "https://layanan.example.go.id"
        keyboard.close()

    play(story())


# --- permission


def test_a_refused_administrator_may_try_again(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await Keyboard(second_pc()).open()
        await keyboard.fill_server()
        await keyboard.enter()
        await keyboard.press_primary()
        await keyboard.type("rani.contoh")
        await keyboard.enter()
        await keyboard.type("bukan ini")
        await keyboard.enter()
        page = keyboard.window.permission
        assert page.password.note.words == "Nama pengguna atau kata sandi salah."
        assert (page.username.field.text(), page.password.field.selectedText() != "") == ("rani.contoh", True)
        await keyboard.type(PASSWORD)
        await keyboard.enter()
        assert len(keyboard.started) == 1
        assert page.password.field.text() == ""
        keyboard.close()

    play(story())


def test_a_counter_that_was_taken_meanwhile_is_chosen_again_without_a_second_office(
    app: QApplication,
) -> None:
    async def story() -> None:
        keyboard = await at_recovery()
        await keyboard.enter()
        await keyboard.type("QV2M")
        keyboard.acts.refusals["finish"] = ["Loket 1 baru saja dipakai PC lain. Pilih loket yang bebas."]
        keyboard.acts.databases[""].taken = (1,)
        await keyboard.enter()
        window = keyboard.window
        assert window.page is window.station
        assert window.form.trouble.words[1].startswith("Loket 1 baru saja dipakai")
        assert window.primary.lines == ("Mulai sebagai Loket 2", "kantor sudah siap")
        await keyboard.enter()
        assert [choice.counter for choice in keyboard.started] == [2]
        assert keyboard.acts.log.count("create") == 1
        keyboard.close()

    play(story())


# --- the recovery key


def test_a_wrong_group_is_not_accepted_and_the_key_can_be_seen_again(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_recovery()
        page = keyboard.window.recovery
        assert page.form.groups.groups == KEY.split()
        await keyboard.enter()
        assert "QV2M" not in page.form.groups.groups
        await keyboard.enter()
        assert page.form.typedNote.words == "Kelompok ke-9 belum diisi."
        await keyboard.type("QV2N")
        await keyboard.enter()
        assert "Kelompok ke-9 belum cocok." in page.form.typedNote.words
        assert page.form.typed.text() == "QV2N"
        assert keyboard.started == []
        await keyboard.alt("s")
        assert page.form.groups.groups == KEY.split()
        keyboard.ask = 3
        await keyboard.press_primary()
        assert "ke-4" in page.form.typedLabel.text()
        await keyboard.type("o3nb")  # O for 0, as people read it
        await keyboard.enter()
        assert len(keyboard.started) == 1
        keyboard.close()

    play(story())


def test_a_printer_without_status_is_no_proof_so_one_group_is_asked(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_recovery("192.0.2.40")
        await keyboard.alt("c")
        page = keyboard.window.recovery
        assert page.step is Step.CONFIRM
        assert not page.form.groups.isVisible()
        await keyboard.type("QV2M")
        await keyboard.enter()
        assert len(keyboard.started) == 1
        keyboard.close()

    play(story())


def test_a_key_that_did_not_print_can_be_copied_by_hand(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_recovery("192.0.2.99")
        await keyboard.alt("c")
        page = keyboard.window.recovery
        assert page.form.printed.words.startswith("Printer 192.0.2.99 tidak menjawab.")
        assert keyboard.window.primary.reason == "Cetak kunci dahulu (Alt+C)"
        await keyboard.alt("s")
        assert page.form.groups.groups == KEY.split()
        await keyboard.press_primary()
        await keyboard.type("QV2M")
        await keyboard.enter()
        assert len(keyboard.started) == 1
        keyboard.close()

    play(story())


def test_escape_leads_from_the_question_to_the_key_and_on_to_another_printer(app: QApplication) -> None:
    async def story() -> None:
        keyboard = await at_recovery("192.0.2.99")
        await keyboard.escape()
        assert keyboard.window.page is keyboard.window.station
        await keyboard.network_printer("192.0.2.31")
        await keyboard.enter()
        await keyboard.alt("c")
        assert keyboard.window.recovery.step is Step.SAFE
        await keyboard.press_primary()
        assert keyboard.started[0].printer == "tcp://192.0.2.31:9100"
        assert keyboard.acts.log.count("create") == 1
        keyboard.close()

    play(story())


@pytest.mark.parametrize("typed", ["o3nb", "03NB", " 0 3 n b ", "03-nb", "O3NB"])
def test_a_group_is_read_as_people_write_it(typed: str) -> None:
    assert compact(typed) == "03NB"
