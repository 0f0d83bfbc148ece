"""What is printed on the ticket printer, as plain data.

A print job keeps these values (as JSON), not the printed bytes, so that a slip prints the same words after
the services it names were changed. A ticket slip has no field for a person's name or identity number on
purpose: it is left behind on chairs and counters.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TicketSlip:
    """One queue ticket.

    ``service``, ``prepare`` and ``code`` come without their labels (*Layanan:*, *Siapkan:*, *Kode*).
    ``issued_line`` holds day and time, two spaces between them: the place where narrow paper breaks it.
    ``ahead`` counts people; None where it is not known, as for ``estimate``. An empty ``prepare`` prints
    nothing, nor does an empty ``booked``: the agreed time of a booked visit. ``language`` (``id``, ``en``)
    is that of the labels.
    """

    office: str
    service: str
    number: str
    issued_line: str
    ahead: int | None
    estimate: str | None
    qr: str
    code: str
    follow: str
    prepare: str
    notes: tuple[str, ...]
    free_notice: tuple[str, str]
    copy: bool
    booked: str = ""
    language: str = "id"


@dataclass(frozen=True, slots=True)
class LinesSlip:
    """A list on ticket paper: the sheet of a closed day, the recovery key, the printer's test.

    ``lines`` are pairs of label and value; an empty value makes the label a heading. ``blocks`` are texts to
    be copied by hand: groups separated by spaces, printed in columns of one width.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    blocks: tuple[str, ...]
    foot: str
