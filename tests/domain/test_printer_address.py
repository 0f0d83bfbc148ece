"""Addresses of printers: what is typed, what is kept, and that a printer can be opened by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.printer_address import Link, address_of, checked_address, typed


@pytest.mark.parametrize(
    ("link", "text", "kept", "shown"),
    [
        (Link.NETWORK, " printer-tiket ", "tcp://printer-tiket:9100", "printer-tiket"),
        (Link.NETWORK, "192.0.2.31:9101", "tcp://192.0.2.31:9101", "192.0.2.31:9101"),
        (Link.NETWORK, "[2001:db8::7]", "tcp://[2001:db8::7]:9100", "[2001:db8::7]"),
        (Link.USB, "/dev/usb/lp0", "usb:/dev/usb/lp0", "/dev/usb/lp0"),
        (Link.FOLDER, "/srv/slip hari ini", "file:/srv/slip hari ini", "/srv/slip hari ini"),
    ],
)
def test_what_is_typed_is_kept_in_one_form(link: Link, text: str, kept: str, shown: str) -> None:
    assert address_of(link, text) == kept
    assert typed(kept) == (link, shown)
    assert checked_address(kept) == kept
    assert open_printer(kept) is not None


@given(link=st.sampled_from(Link), text=st.text(max_size=40) | st.from_regex(r"[a-z0-9.:/-]{0,20}"))
def test_an_address_is_refused_in_words_or_opens_a_printer(link: Link, text: str) -> None:
    try:
        kept = address_of(link, text)
    except Refused:
        with pytest.raises(Refused, match=f"^{link.field}"):
            address_of(link, text)
        return
    assert checked_address(kept) == kept
    if not (link is Link.FOLDER and not kept.startswith("file:/")):  # a path of Windows
        assert open_printer(kept) is not None


def test_an_address_of_no_known_kind_is_shown_to_be_corrected() -> None:
    assert typed("lpt1") == (Link.NETWORK, "lpt1")
    assert typed("serial:COM1") == (Link.NETWORK, "COM1")
    with pytest.raises(Refused, match="Alamat printer"):
        checked_address("")
