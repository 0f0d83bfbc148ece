"""The portal's address on slips (I7): one form, from one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.portal import LIMIT, checked_portal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("https://layanan.example.go.id", "https://layanan.example.go.id"),
        (" https://Layanan.Example.go.id/ ", "https://layanan.example.go.id"),
        ("https://example.go.id/bkpsdm/antrean/", "https://example.go.id/bkpsdm/antrean"),
        ("https://example.go.id:8443", "https://example.go.id:8443"),
        ("https://xn--lyanan-0ta.example", "https://xn--lyanan-0ta.example"),
    ],
)
def test_fault_i7_an_ordinary_address_is_kept(typed: str, kept: str) -> None:
    assert checked_portal(typed) == kept
    assert checked_portal(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://layanan.example.go.id",
        "layanan.example.go.id",
        "//layanan.example.go.id",
        "javascript:alert(1)",
        "https://",
        "https:///t",
        "https://[",
        "https://[::1]",
        "https://192.0.2.7",
        "https://3221225991",
        "https://localhost",
        "https://layanan.example.go.id@jahat.example",
        "https://rani:sandi@layanan.example.go.id",
        "https://jahat.example\\@layanan.example.go.id",
        "https://layanan.example.go.id\\.jahat.example",
        "https://lаyanan.example.go.id",  # the second letter is Cyrillic
        "https://layanan.example.go.id。jahat.example",
        "https://-x.example",
        "https://a..example",
        "https://layanan.example.go.id:0",
        "https://layanan.example.go.id:",
        "https://layanan.example.go.id:65536",
        "https://layanan.example.go.id:80:90",
        "https://layanan.example.go.id/../admin",
        "https://layanan.example.go.id/./x",
        "https://layanan.example.go.id//jahat.example",
        "https://layanan.example.go.id/%2e%2e/x",
        "https://layanan.example.go.id/a?to=https://jahat.example",
        "https://layanan.example.go.id/?",
        "https://layanan.example.go.id#",
        "https://layanan.example.go.id/\u202ex",
        "https://layanan example.go.id",
        "https://layanan.example.go.id/\nHost: jahat.example",
        "https://" + "a" * 60 + "." + "b" * 60 + ".example",
    ],
)
def test_fault_i7_an_address_that_leads_elsewhere_or_may_be_read_in_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="portal"):
        checked_portal(typed)


@given(st.text(max_size=LIMIT) | st.text("htps:/.@?#%\\-ab1[]", max_size=40).map("https://a.example".__add__))
def test_fault_i7_whatever_is_kept_has_one_reading(typed: str) -> None:
    try:
        kept = checked_portal(typed)
    except Refused:
        return
    if kept:
        assert kept.isascii()
        assert kept.startswith("https://")
        assert not set(kept) & set("@\\?#% \t\n")
        assert "//" not in kept.removeprefix("https://")
        assert "/." not in kept
