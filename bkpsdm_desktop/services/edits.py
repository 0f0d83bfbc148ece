"""What the acts of the settings have in common."""

from bkpsdm_desktop.domain.errors import Refused


def changed_meanwhile(what: str) -> Refused:
    """The refusal of an edit whose first state is no longer what the database holds."""
    return Refused(f"{what} baru saja diubah di PC lain. Buang perubahan Anda untuk melihatnya, lalu ulangi.")
