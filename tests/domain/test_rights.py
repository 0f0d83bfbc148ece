"""Every cell of the table of rights (K2)."""

import pytest

from bkpsdm_desktop.domain.rights import Right, Role, allowed

# Columns: clerk, supervisor, administrator, auditor, the command line.
WHO = (Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, None)
TABLE = {
    Right.SERVE: (True, True, False, False, False),
    Right.SUPERVISE: (False, True, True, False, False),
    Right.BOOK: (False, True, True, False, False),
    Right.SEE_STATISTICS: (False, True, True, True, False),
    Right.CLOSE_DAY: (False, True, True, False, False),
    Right.CONFIRM_DATE: (False, True, True, False, False),
    Right.MANAGE_PEOPLE: (False, False, True, False, True),
    Right.SET_PIN: (False, False, True, False, True),
    Right.CONFIGURE: (False, False, True, False, True),
    Right.VERIFY_AUDIT: (False, False, True, True, True),
}
CELLS = [(role, right, TABLE[right][place]) for right in TABLE for place, role in enumerate(WHO)]


@pytest.mark.parametrize(("role", "right", "expected"), CELLS)
def test_fault_k2_a_role_may_do_what_the_table_says(role: Role | None, right: Right, expected: bool) -> None:
    assert allowed(role, right) is expected


def test_fault_k2_the_table_has_every_role_and_right() -> None:
    assert set(TABLE) == set(Right)
    assert set(WHO) == {*Role, None}
