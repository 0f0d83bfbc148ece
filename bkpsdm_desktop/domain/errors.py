"""The two families of errors: the world's fault (here) and ours (everything else)."""


class Refused(Exception):
    """An act or an input that cannot be done now, with what to do about it.

    ``sentence`` is one plain Indonesian sentence that a screen shows as it is; ``english`` says the same
    where a visitor may read it at the kiosk. Nothing has changed when it is raised. Any other exception is
    our own fault: a log entry and a reference code.
    """

    def __init__(self, sentence: str, english: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.english = english


class DatabaseUnavailable(Refused):
    """The office database can't be reached or written; the act was not done."""


class DatabaseReadOnly(DatabaseUnavailable):
    """The office database can be read, but this account may not write it."""
