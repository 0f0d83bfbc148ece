"""Ticket printers."""

from uuid import UUID

from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.services import printer_settings
from bkpsdm_desktop.services.printer_settings import PrinterBoard, PrinterEdit


class PrintersDesk(PersonDesk):
    """``screens.settings.acts.PrinterActs``."""

    async def board(self) -> PrinterBoard:
        return await self._read(printer_settings.printer_board, now=self._desk.clock())

    async def add(self, edit: PrinterEdit) -> UUID:
        return await self._act(printer_settings.add_printer, edit=edit)

    async def put(
        self,
        printer: UUID,
        edit: PrinterEdit,
        *,
        was: PrinterEdit,
        back: tuple[tuple[UUID, UUID], ...] = (),
    ) -> None:
        await self._act(printer_settings.put_printer, printer=printer, edit=edit, was=was, back=back)

    async def remove(self, printer: UUID, *, was: PrinterEdit) -> None:
        await self._act(printer_settings.remove_printer, printer=printer, was=was)

    async def restore(self, printer: UUID, edit: PrinterEdit) -> None:
        await self._act(printer_settings.restore_printer, printer=printer, edit=edit)

    async def test(self, printer: UUID) -> None:
        await self._act(printer_settings.print_test, printer=printer)
