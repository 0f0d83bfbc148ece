"""The first start of a PC, by its keyboard: the real window, the real acts, and what it leaves."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import make_url, select

from bkpsdm_desktop.app.data_folder import DataFolder, recovery_text
from bkpsdm_desktop.app.setup import Setup, initialise_postgresql, machine_name
from bkpsdm_desktop.app.start import add_station, run_station
from bkpsdm_desktop.app.station import open_work
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.screens.counter.login import LoginWindow
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.screens.start.problem import ProblemWindow
from bkpsdm_desktop.screens.start.window import StartWindow
from bkpsdm_desktop.store.tables import Person, Station
from tests.helpers.accounts import QUICK
from tests.helpers.database import postgresql_database
from tests.helpers.person import Script, person, press, touch, window_of, write
from tests.helpers.stations import OFFICE, PASSWORD, PIN, choice, pc_of_an_office

pytestmark = pytest.mark.usefixtures("qapp")


def start_window(found: list[StartWindow]) -> Callable[[], object]:
    """Waits for the start window, ready to be used."""

    def ready() -> bool:
        window = window_of(StartWindow)
        if window is None or window.station.state is None:
            return False
        found.append(window)
        return True

    return ready


def choose_folder_printer(folder: Path) -> None:
    press("Alt+P")
    press("End")
    press("Up")
    press("Alt+L")
    write(str(folder))


def choose_server(url: str) -> None:
    address = make_url(url)
    press("Alt+A")
    for number, text in enumerate(
        (f"{address.host}:{address.port}", str(address.database), str(address.username))
    ):
        if number:
            press("Tab")
        write(text)
    press("Return")  # Uji


def fill_office() -> None:
    for text in (
        "tgs", "BKPSDM", "Kota Contoh", "", "Maya Pengandaian", "maya", PASSWORD, PASSWORD,
    ):  # fmt: skip
        write(text)
        press("Return")
    write(PIN)
    press("Return")


def leave_kiosk() -> Script:
    """As the administrator does: the emblem for three seconds, then the PIN."""
    yield lambda: window_of(KioskWindow)
    kiosk = window_of(KioskWindow)
    assert kiosk is not None
    yield lambda: kiosk.form.emblem.isVisible() and kiosk.gate.is_open
    assert not kiosk.close()
    emblem = kiosk.form.emblem
    at = emblem.mapTo(kiosk, emblem.rect().center())
    nothing = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(kiosk.windowHandle(), Qt.MouseButton.LeftButton, nothing, at)
    yield lambda: kiosk.page is kiosk.pin and kiosk.gate.is_open
    QTest.mouseRelease(kiosk.windowHandle(), Qt.MouseButton.LeftButton, nothing, at)
    for digit in PIN:
        touch(kiosk.pin.keys[digit])
    touch(kiosk.pin.form.enter)


def close_login() -> Script:
    yield lambda: window_of(LoginWindow)
    login = window_of(LoginWindow)
    assert login is not None
    login.close()


@pytest.mark.slow
def test_feat_an_embedded_office_from_nothing_to_the_kiosk_and_a_counter_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, slips = DataFolder(tmp_path / "data"), tmp_path / "slip"

    def first_start() -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        window = found[0]
        press("1")
        choose_folder_printer(slips)
        press("Alt+P")
        press("Alt+C")
        yield lambda: len(list(slips.glob("slip-*.bin"))) == 1 and not window.primary.busy
        press("Return")
        yield lambda: window.page is window.office
        fill_office()
        yield lambda: window.page is window.recovery
        paper = window.recovery.text.split()
        press("Alt+C")
        yield window.recovery.form.typed.hasFocus
        number = int(window.recovery.form.typedLabel.text().split("-")[1].split()[0])
        write(paper[number - 1].lower())
        press("Return")
        yield from leave_kiosk()

    with person(first_start()):
        assert run_station(folder, None) == 0
    assert folder.station_names() == ["Mesin antrean"]
    assert folder.read_station("Mesin antrean").role == "kiosk"
    key = LinesSlip(
        title="Kunci pemulihan",
        lines=(("Kantor di PC", machine_name()),),
        blocks=(recovery_text(folder.read_key()),),
        foot="Simpan di tempat terkunci. Tanpa kunci ini data tidak dapat dipulihkan siapa pun.",
    )
    assert (slips / "slip-0002.bin").read_bytes() == Renderer(576).render("lines", asdict(key))

    # Remembered: the next start asks nothing.
    with person(leave_kiosk()):
        assert run_station(folder, None) == 0

    def second_station() -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        window = found[0]
        assert window.station.state is not None
        assert window.station.state.has_office
        press("2")
        press("Return")
        yield lambda: window.page is window.permission
        write("maya")
        press("Return")
        write("salah sekali")
        press("Return")
        yield lambda: "salah" in window.permission.password.note.words
        write(PASSWORD)
        press("Return")
        yield from close_login()

    with person(second_station()):
        assert add_station(folder) == 0
    assert folder.station_names() == ["Loket 1", "Mesin antrean"]

    def reads_why() -> Script:
        yield lambda: window_of(ProblemWindow)
        window = window_of(ProblemWindow)
        assert window is not None
        window.close()

    with person(reads_why()):
        assert run_station(folder, None) == 1
    assert "Pilih dengan --station: Loket 1, Mesin antrean." in capsys.readouterr().err
    assert not QApplication.topLevelWidgets()


@pytest.mark.slow
def test_feat_two_pcs_share_an_office_on_postgresql(tmp_path: Path) -> None:
    one, two = DataFolder(tmp_path / "satu"), DataFolder(tmp_path / "dua")

    def make(url: str) -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        window = found[0]
        press("2")
        choose_server(url)
        yield lambda: window.station.database.badge.word.startswith("Tersambung")
        window.primary.setFocus()
        press("Return")
        yield lambda: window.page is window.office
        fill_office()
        yield from close_login()

    def join(url: str) -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        window = found[0]
        press("2")
        choose_server(url)
        yield lambda: window.station.state and window.station.state.has_office
        window.primary.setFocus()
        press("Return")
        yield lambda: window.page is window.permission
        write("maya")
        press("Return")
        write(PASSWORD)
        press("Return")
        yield from close_login()

    with postgresql_database(empty=True) as url:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        initialise_postgresql(address)
        with person(make(address)):
            assert run_station(one, None) == 0
        with person(join(address)):
            assert run_station(two, None) == 0
        assert (one.station_names(), two.station_names()) == (["Loket 1"], ["Loket 2"])
        assert one.read_station("Loket 1").database == two.read_station("Loket 2").database == address
        assert not one.database.exists()
        assert not one.key_file.exists()
        work = open_work(one, address)
        names = work.read(lambda session: session.scalars(select(Station.name).order_by(Station.name)).all())
        work.close()
        assert names == ["Baris perintah", "Loket 1", "Loket 2"]


@pytest.mark.slow
def test_an_entry_of_the_menu_starts_the_station_of_its_role_or_the_set_up(tmp_path: Path) -> None:
    pc = pc_of_an_office(tmp_path / "data")
    pc.add("loket", 1)
    pc.add("loket", 2)
    pc.add("layar")

    def closes_display() -> Script:
        found: list[QQuickView] = []

        def shown() -> bool:
            found.extend(w for w in QApplication.topLevelWindows() if isinstance(w, QQuickView))
            return bool(found) and found[0].isVisible()

        yield shown
        found[0].close()

    with person(closes_display()):
        assert run_station(pc.folder, None, "layar") == 0

    def reads_why() -> Script:
        yield lambda: window_of(ProblemWindow)
        window = window_of(ProblemWindow)
        assert window is not None
        window.close()

    with person(reads_why()):
        assert run_station(pc.folder, None, "loket") == 1

    def closes() -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        found[0].close()

    with person(closes()):
        assert run_station(pc.folder, None, "kiosk") == 0
    assert pc.folder.station_names() == ["Layar antrean", "Loket 1", "Loket 2"]


def test_a_window_that_is_closed_leaves_the_pc_as_it_was(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")

    def closes() -> Script:
        found: list[StartWindow] = []
        yield start_window(found)
        found[0].close()

    with person(closes()):
        assert run_station(folder, None) == 0
    assert folder.station_names() == []
    assert not folder.database.exists()


# --- the acts, without the window ------------------------------------------------------------------


def test_a_server_that_is_not_migrated_says_who_does_what(tmp_path: Path) -> None:
    setup = Setup(DataFolder(tmp_path))
    with postgresql_database(empty=True) as url:
        state = asyncio.run(setup.look_at(url))
        assert not state.reachable
        assert "bkpsdm-desktop db init --db" in state.sentence
        initialise_postgresql(url)
        state = asyncio.run(setup.look_at(url))
    assert (state.reachable, state.has_office, state.counters) == (True, False, (1, 2, 3, 4))


def test_looking_at_a_pc_changes_nothing(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    state = asyncio.run(Setup(folder).look_at(""))
    assert (state.reachable, state.has_office, state.counters) == (True, False, (1, 2, 3, 4))
    assert not folder.root.exists()


@pytest.mark.parametrize("username", ["admin", "administrator", "root", "bkpsdm", "maya", ""])
def test_no_account_comes_with_the_program(tmp_path: Path, username: str) -> None:
    folder = DataFolder(tmp_path)
    setup = Setup(folder, passwords=QUICK)
    setup.prepare_embedded()
    work = open_work(folder, "")
    assert work.read(lambda session: session.scalars(select(Person.username)).all()) == []
    work.close()
    for password in (username, "admin", "administrator", "password", PASSWORD, ""):
        with pytest.raises(Refused, match="salah"):
            asyncio.run(setup.authorise(choice("loket", 1), username=username, password=password))


def test_a_set_up_that_was_cut_short_is_taken_up_with_the_same_key(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.create()
    key = folder.create_key()  # and then the power went
    setup = Setup(folder, passwords=QUICK)
    assert setup.prepare_embedded() == recovery_text(key)
    assert setup.prepare_embedded() == recovery_text(key)
    setup.make_office("", OFFICE)
    with pytest.raises(Refused, match="sudah punya administrator"):
        setup.make_office("", OFFICE)
    setup.register(choice("loket", 1))
    assert setup.prepare_embedded() is None


def test_only_an_administrator_lets_a_pc_join(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    setup = Setup(folder, passwords=QUICK)
    setup.prepare_embedded()
    setup.make_office("", OFFICE)
    asyncio.run(setup.authorise(choice("loket", 1), username="maya", password=PASSWORD))
    with pytest.raises(Refused, match="salah"):
        asyncio.run(setup.authorise(choice("loket", 1), username="maya", password="salah sekali"))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Belum ada printer tiket yang dipilih."),
        ("lpt1", "Alamat printer lpt1 tidak dikenal."),
        ("tcp://127.0.0.1:1", "tidak dapat dihubungi"),
    ],
)
def test_a_printer_that_can_not_be_used_is_told(tmp_path: Path, address: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        asyncio.run(Setup(DataFolder(tmp_path)).test_printer(address, 576))


def test_a_test_slip_comes_out(tmp_path: Path) -> None:
    said = asyncio.run(Setup(DataFolder(tmp_path)).test_printer(f"file:{tmp_path}/slip", 384))
    assert said == "Slip disimpan sebagai slip-0001.bin."
    assert (tmp_path / "slip" / "slip-0001.bin").stat().st_size > 1000
