"""The standard of one service: what a version of it holds, and what it may hold."""

from dataclasses import dataclass, replace
from uuid import UUID

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line

NAME_LIMIT = 60
REQUIREMENT_LIMIT = 120
REQUIREMENTS = 20
MINUTES = (1, 240)
PROMISE = (0, 365)
FEE_LIMIT = 80
PRODUCT_LIMIT = 160
BASIS_LIMIT = 300
NOTES_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A service as the agency promises it. ``promise_days`` is ``None`` when it is done at the counter."""

    name: str
    name_en: str = ""
    group: UUID
    requirements: tuple[str, ...] = ()
    minutes: int = 10
    promise_days: int | None = None
    fee: str = "Tidak dipungut biaya"
    product: str = ""
    legal_basis: str = ""
    notes: str = ""
    active: bool = True
    position: int = 99


def check_standard(standard: Standard) -> Standard:
    """The standard with its texts cleaned. Raises ``Refused`` with the first thing that must be mended; its
    sentence begins with the name of the field."""
    if len(standard.requirements) > REQUIREMENTS:
        raise Refused(f"Persyaratan paling banyak {REQUIREMENTS}. Gabungkan yang sejenis.")
    requirements = tuple(
        clean_line(text, field=f"Persyaratan {place}", limit=REQUIREMENT_LIMIT)
        for place, text in enumerate(standard.requirements, start=1)
    )
    folded = [text.casefold() for text in requirements]
    for place, text in enumerate(folded):
        if text in folded[:place]:
            raise Refused(
                f"Persyaratan {place + 1} sama dengan persyaratan {folded.index(text) + 1}. "
                "Hapus salah satunya."
            )
    least, most = MINUTES
    if not least <= standard.minutes <= most:
        raise Refused(f"Target layanan dari {least} sampai {most} menit.")
    if standard.promise_days is not None and not PROMISE[0] <= standard.promise_days <= PROMISE[1]:
        raise Refused(f"Janji selesai dari {PROMISE[0]} sampai {PROMISE[1]} hari kerja.")
    return replace(
        standard,
        name=clean_line(standard.name, field="Nama", limit=NAME_LIMIT),
        name_en=clean_line(standard.name_en, field="Nama Inggris", limit=NAME_LIMIT, required=False),
        requirements=requirements,
        fee=clean_line(standard.fee, field="Biaya", limit=FEE_LIMIT),
        product=clean_line(standard.product, field="Produk", limit=PRODUCT_LIMIT, required=False),
        legal_basis=clean_line(standard.legal_basis, field="Dasar hukum", limit=BASIS_LIMIT),
        notes=clean_line(standard.notes, field="Catatan", limit=NOTES_LIMIT, required=False),
    )
