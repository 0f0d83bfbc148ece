"""The data folder of a PC: the key of its database, the recovery key on paper, its stations."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.app.data_folder import (
    DataFolder,
    StationConfig,
    key_of_recovery,
    recovery_text,
    replace_file,
)
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.numbers import CROCKFORD

KEYS = st.binary(min_size=32, max_size=32)
KIOSK = StationConfig(id=UUID(int=7), role="kiosk", name="Mesin antrean", screen_inches=32.0, keypad=True)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.create()
    return made


# --- the key ---------------------------------------------------------------------------------------


def test_the_key_file_belongs_to_one_account(folder: DataFolder) -> None:
    key = folder.create_key()
    assert folder.key_file.stat().st_mode & 0o777 == 0o600
    assert folder.root.stat().st_mode & 0o777 == 0o700
    assert folder.read_key() == key


def test_a_key_is_never_written_over_another(folder: DataFolder) -> None:
    key = folder.create_key()
    with pytest.raises(FileExistsError):
        folder.create_key()
    with pytest.raises(FileExistsError):
        folder.keep_key(bytes(32))
    assert folder.read_key() == key


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o666])
def test_fault_k7_a_key_that_others_can_read_is_refused(folder: DataFolder, mode: int) -> None:
    folder.create_key()
    os.chmod(folder.key_file, mode)
    with pytest.raises(Refused, match="dapat dibaca pengguna lain"):
        folder.read_key()


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"zz" * 32, b"00" * 33, "kunci é".encode()])
def test_a_broken_key_is_told(folder: DataFolder, content: bytes) -> None:
    folder.key_file.touch(mode=0o600)
    folder.key_file.write_bytes(content)
    with pytest.raises(Refused, match="rusak"):
        folder.read_key()


def test_a_missing_key_is_told_with_what_to_do(folder: DataFolder) -> None:
    with pytest.raises(Refused, match="kunci pemulihan"):
        folder.read_key()


# --- the recovery key ------------------------------------------------------------------------------


@given(KEYS)
def test_the_recovery_key_gives_the_key_back_however_it_is_typed(key: bytes) -> None:
    text = recovery_text(key)
    assert [len(group) for group in text.split(" ")] == [4] * 14
    assert set(text) - {" "} <= set(CROCKFORD)
    typed = (text, text.lower(), text.replace(" ", ""), text.replace(" ", "-"), f"\n {text} ")
    assert {key_of_recovery(each) for each in typed} == {key}


@given(KEYS)
def test_letters_that_look_like_digits_are_read_as_digits(key: bytes) -> None:
    text = recovery_text(key)
    assert key_of_recovery(text.replace("0", "O").replace("1", "l")) == key
    assert key_of_recovery(text.replace("0", "o").replace("1", "I")) == key


@given(key=KEYS, place=st.integers(0, 55), other=st.sampled_from(CROCKFORD))
def test_one_wrong_character_is_found(key: bytes, place: int, other: str) -> None:
    text = recovery_text(key).replace(" ", "")
    wrong = text[:place] + other + text[place + 1 :]
    if wrong != text:
        with pytest.raises(Refused, match="salah ketik"):
            key_of_recovery(wrong)


@given(key=KEYS, place=st.integers(0, 54))
def test_two_characters_in_the_wrong_order_are_found(key: bytes, place: int) -> None:
    text = recovery_text(key).replace(" ", "")
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if wrong != text:
        with pytest.raises(Refused, match="salah ketik"):
            key_of_recovery(wrong)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Anda mengetik 0"), ("0" * 55, "Anda mengetik 55"), ("U" + "0" * 55, "tidak dikenal")],
)
def test_what_is_no_recovery_key_is_told(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        key_of_recovery(typed)


@given(st.text(max_size=70))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    with suppress(Refused):
        assert len(key_of_recovery(text)) == 32


# --- stations --------------------------------------------------------------------------------------


def test_a_station_is_remembered(folder: DataFolder) -> None:
    counter = StationConfig(id=UUID(int=8), role="loket", name="Loket 3", database="postgresql://a@b/c")
    for config in (KIOSK, counter):
        folder.write_station(config)
    assert folder.station_names() == ["Loket 3", "Mesin antrean"]
    assert [folder.read_station(name) for name in folder.station_names()] == [counter, KIOSK]


def test_a_station_that_is_not_there_is_told_with_those_that_are(folder: DataFolder) -> None:
    with pytest.raises(Refused, match="Yang ada: belum ada"):
        folder.read_station("Loket 3")
    folder.write_station(KIOSK)
    with pytest.raises(Refused, match="Yang ada: Mesin antrean"):
        folder.read_station("Loket 3")


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b'{"role": 3}', b"\xff\xfe"])
def test_a_broken_station_file_is_told_with_its_place(folder: DataFolder, content: bytes) -> None:
    folder.write_station(KIOSK)
    file = folder.stations / "Mesin antrean.json"
    file.write_bytes(content)
    with pytest.raises(Refused, match="rusak") as refused:
        folder.read_station("Mesin antrean")
    assert str(file) in refused.value.sentence
    assert file.read_bytes() == content


@given(st.text(min_size=1, max_size=30))
def test_a_station_with_any_name_stays_inside_its_folder(name: str) -> None:
    folder = DataFolder(Path("data"))
    for path in (folder.station_key(name), folder.station_lock(name)):
        assert path.parent == folder.stations


def test_the_checkpoints_of_one_database_are_those_of_its_stations(folder: DataFolder) -> None:
    counter = StationConfig(id=UUID(int=8), role="loket", name="Loket 3", database="postgresql://a@b/c")
    for config in (KIOSK, counter):
        folder.write_station(config)
        folder.trail_file(config.id).touch()
    (folder.trail / "lama-sampai-20261124-094100.jsonl").touch()
    assert folder.trail_files("") == [folder.trail_file(KIOSK.id)]
    assert folder.trail_files("postgresql://a@b/c") == [folder.trail_file(counter.id)]


# --- files -----------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "berkas"
    replace_file(path, b"lama")
    # A folder in the place of the draft stops the write before the old file is touched.
    (tmp_path / "berkas.baru").mkdir()
    with pytest.raises(OSError, match=r"berkas\.baru"):
        replace_file(path, b"baru")
    assert path.read_bytes() == b"lama"
    (tmp_path / "berkas.baru").rmdir()
    replace_file(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert [entry.name for entry in tmp_path.iterdir()] == ["berkas"]


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("sebuah berkas", encoding="utf-8")
    with pytest.raises(Refused, match="tidak dapat ditulis"):
        DataFolder(tmp_path / "data").create()


def test_the_folder_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BKPSDM_DATA", str(tmp_path))
    assert DataFolder.default().root == tmp_path
    monkeypatch.delenv("BKPSDM_DATA")
    assert DataFolder.default().root.name == "bkpsdm-desktop"
