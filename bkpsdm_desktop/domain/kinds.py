"""The kinds of data that change: what a write publishes and a screen listens to."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind of data. A change of a kind says *reload what you show of it*, nothing more."""

    QUEUE = "queue"  # tickets, their events and announcements
    COUNTERS = "counters"  # counter sessions
    PRINTING = "printing"  # print jobs
    OFFICE = "office"  # services, hours, holidays, settings, stations
    PEOPLE = "people"  # accounts and skills
    BOOKINGS = "bookings"  # booked visits
    ALARM = "alarm"  # emergencies at a counter
    STATIONS = "stations"  # health of stations, their printers, displays and sound
    SYNC = "sync"  # what is sent, pulled, parked or in trouble


ALL_KINDS = frozenset(Kind)
