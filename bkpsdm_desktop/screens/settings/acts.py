"""What the settings may do: one small interface for each section, and the bundle that the page is given.

A section asks for its own interface only; a new section adds its line to :class:`SettingsActs`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bkpsdm_desktop.domain.holiday_table import DayOff, Move
from bkpsdm_desktop.domain.hours import HoursPlan
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.notices import NoticeForm, NoticePicture
from bkpsdm_desktop.domain.office_words import OfficeEdit
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.accounts import AccountForm, AccountRow, AccountsView, NewCode
from bkpsdm_desktop.services.booking_settings import BookingRulesView
from bkpsdm_desktop.services.catalogue import Catalogue, ServiceDetail
from bkpsdm_desktop.services.counter_settings import CounterEdit, CounterLine
from bkpsdm_desktop.services.displays import DisplayForm, DisplaysView
from bkpsdm_desktop.services.groups import GroupEdit, GroupLine
from bkpsdm_desktop.services.holidays import HolidayLine, ImportPreview
from bkpsdm_desktop.services.hours import HoursView
from bkpsdm_desktop.services.notices import NoticesView
from bkpsdm_desktop.services.office_settings import OfficeView, SlipPreview
from bkpsdm_desktop.services.printer_settings import PrinterBoard, PrinterEdit
from bkpsdm_desktop.services.queue_settings import RulesView
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import ClipFolder, OwnClip, VoiceView


class OfficeActs(Protocol):
    """What the office is called, the words of its slip, and the kiosk's PIN."""

    async def view(self) -> OfficeView: ...

    async def preview(self, edit: OfficeEdit, language: Language, paper: int) -> SlipPreview:
        """The slip of an edit on paper ``paper`` dots wide; refuses what can't be kept."""
        ...

    async def put(self, edit: OfficeEdit, *, was: OfficeEdit) -> OfficeEdit:
        """Save; gives the edit as it is kept."""
        ...

    async def set_pin(self, pin: str) -> None: ...


class HoursActs(Protocol):
    """Opening hours."""

    async def view(self) -> HoursView: ...

    async def put(self, plan: HoursPlan, *, was: HoursPlan) -> None: ...


class ServiceActs(Protocol):
    """Services and their versions."""

    async def catalogue(self) -> Catalogue: ...

    async def detail(self, service: UUID) -> ServiceDetail: ...

    async def new(self, code: str, standard: Standard) -> UUID: ...

    async def save_draft(self, service: UUID, standard: Standard) -> None: ...

    async def discard(self, service: UUID) -> None: ...

    async def publish(self, service: UUID, valid_from: datetime | None) -> None: ...

    async def withdraw(self, service: UUID) -> None: ...

    async def slip(self, group: UUID) -> bytes:
        """A PNG of the slip that the ticket printer would print for a group."""
        ...


class GroupActs(Protocol):
    """Groups of services."""

    async def lines(self) -> tuple[GroupLine, ...]: ...

    async def add(self, code: str, edit: GroupEdit) -> UUID: ...

    async def put(self, group: UUID, edit: GroupEdit, *, was: GroupEdit) -> None: ...


class CounterSettingsActs(Protocol):
    """Counters."""

    async def lines(self) -> tuple[CounterLine, ...]: ...

    async def add(self, edit: CounterEdit) -> UUID: ...

    async def put(self, counter: UUID, edit: CounterEdit, *, was: CounterEdit) -> None: ...


class HolidayActs(Protocol):
    """Days off."""

    async def lines(self) -> tuple[HolidayLine, ...]: ...

    async def add(self, off: DayOff) -> UUID: ...

    async def put(self, holiday: UUID, off: DayOff, *, was: DayOff) -> UUID: ...

    async def remove(self, holiday: UUID) -> None: ...

    async def preview(self, path: str) -> ImportPreview:
        """What importing this file would do."""
        ...

    async def put_years(
        self, years: Sequence[int], rows: Sequence[DayOff], was: Sequence[Move]
    ) -> tuple[DayOff, ...]:
        """Import; gives what these years had before."""
        ...


class PrinterActs(Protocol):
    """Ticket printers."""

    async def board(self) -> PrinterBoard: ...

    async def add(self, edit: PrinterEdit) -> UUID: ...

    async def put(
        self,
        printer: UUID,
        edit: PrinterEdit,
        *,
        was: PrinterEdit,
        back: tuple[tuple[UUID, UUID], ...] = (),
    ) -> None:
        """``back``: stations with the printer they had before ``was``, when that is taken back."""
        ...

    async def remove(self, printer: UUID, *, was: PrinterEdit) -> None: ...

    async def restore(self, printer: UUID, edit: PrinterEdit) -> None: ...

    async def test(self, printer: UUID) -> None:
        """Queue a test slip; what becomes of it is the printer's newest job on the board."""
        ...


class RuleActs(Protocol):
    """The numbers of the queue."""

    async def view(self) -> RulesView: ...

    async def put(self, rules: QueueRules, *, was: QueueRules) -> None: ...


class BookingRuleActs(Protocol):
    """The numbers of booked visits."""

    async def view(self) -> BookingRulesView: ...

    async def put(self, rules: BookingRules, *, was: BookingRules) -> None: ...


class PeopleActs(Protocol):
    """People, their roles and skills."""

    async def view(self) -> AccountsView: ...

    async def add(self, username: str, form: AccountForm) -> NewCode: ...

    async def put(self, person: UUID, form: AccountForm, *, was: AccountForm) -> None: ...

    async def set_active(self, person: UUID, active: bool) -> None: ...

    async def unlock(self, person: UUID) -> None: ...

    async def forget_pins(self, person: UUID) -> None: ...

    async def new_code(self, row: AccountRow) -> NewCode:
        """A start code in place of the password."""
        ...

    async def print_code(self, new: NewCode) -> str:
        """Print a code at this PC's ticket printer; what is known of the slip."""
        ...


class DisplaySettingsActs(Protocol):
    """Displays."""

    async def view(self) -> DisplaysView: ...

    async def put(self, display: UUID, form: DisplayForm, *, was: DisplayForm) -> None: ...


class NoticeActs(Protocol):
    """The information area of displays."""

    async def view(self) -> NoticesView: ...

    async def displays(self) -> DisplaysView:
        """On which displays the notices are seen."""
        ...

    async def picture(self, notice: UUID) -> bytes | None: ...

    async def read_picture(self, path: str) -> NoticePicture:
        """A file that a person chose, checked and made small."""
        ...

    async def add(self, form: NoticeForm, picture: NoticePicture | None) -> UUID: ...

    async def change(
        self, notice: UUID, form: NoticeForm, *, was: NoticeForm, picture: NoticePicture | None
    ) -> None: ...

    async def remove(self, notice: UUID) -> None: ...

    async def move(self, notice: UUID, to: int) -> None: ...


class VoiceActs(Protocol):
    """The voice of the waiting rooms."""

    async def view(self) -> VoiceView: ...

    async def put(self, settings: VoiceSettings, *, was: VoiceSettings) -> None: ...

    async def put_speakers(self, room: str, speakers: frozenset[UUID], *, was: frozenset[UUID]) -> None: ...

    async def say_test(self, room: str) -> None:
        """Let the voice of a room say a number that nobody has."""
        ...

    async def read_folder(self, path: str) -> ClipFolder: ...

    async def put_clips(self, clips: Sequence[OwnClip]) -> tuple[OwnClip, ...]:
        """Let these be the office's own recordings; gives those that were."""
        ...

    async def play(self, name: str, folder: ClipFolder | None) -> None:
        """Play a piece on this PC, of a folder or as it is used now; returns at its end."""
        ...

    async def play_sentence(self, folder: ClipFolder | None, *, english: bool, percent: int) -> None:
        """Play a whole sentence on this PC."""
        ...


class SettingsActs(Protocol):
    """All of them."""

    @property
    def office(self) -> OfficeActs: ...

    @property
    def services(self) -> ServiceActs: ...

    @property
    def groups(self) -> GroupActs: ...

    @property
    def counters(self) -> CounterSettingsActs: ...

    @property
    def hours(self) -> HoursActs: ...

    @property
    def holidays(self) -> HolidayActs: ...

    @property
    def rules(self) -> RuleActs: ...

    @property
    def booking_rules(self) -> BookingRuleActs: ...

    @property
    def people(self) -> PeopleActs: ...

    @property
    def printers(self) -> PrinterActs: ...

    @property
    def displays(self) -> DisplaySettingsActs: ...

    @property
    def notices(self) -> NoticeActs: ...

    @property
    def voice(self) -> VoiceActs: ...
