"""Who may do what: one table, asked at the service layer on every act."""

from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    CLERK = "petugas"
    SUPERVISOR = "pengawas"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """An act that not everybody may do. The value is how a refusal names it."""

    SERVE = "melayani di loket"
    SUPERVISE = "mengawasi loket dan antrean"
    BOOK = "mengatur kunjungan berjanji"
    SEE_STATISTICS = "melihat statistik"
    CLOSE_DAY = "menutup hari"
    CONFIRM_DATE = "memastikan tanggal"
    MANAGE_PEOPLE = "mengatur akun"
    SET_PIN = "mengatur PIN mesin antrean"
    CONFIGURE = "mengatur kantor dan stasiun"
    VERIFY_AUDIT = "memeriksa jejak audit"


# ``None`` is the program itself and its command line: whoever can use that holds the database's key.
_RIGHTS: dict[Role | None, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.SERVE}),
    Role.SUPERVISOR: frozenset(
        {
            Right.SERVE,
            Right.SUPERVISE,
            Right.BOOK,
            Right.SEE_STATISTICS,
            Right.CLOSE_DAY,
            Right.CONFIRM_DATE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(Right) - {Right.SERVE},
    Role.AUDITOR: frozenset({Right.VERIFY_AUDIT, Right.SEE_STATISTICS}),
    None: frozenset({Right.MANAGE_PEOPLE, Right.SET_PIN, Right.CONFIGURE, Right.VERIFY_AUDIT}),
}


def allowed(role: Role | None, right: Right) -> bool:
    """Whether a role has a right; ``None`` is the command line of the program."""
    return right in _RIGHTS[role]
