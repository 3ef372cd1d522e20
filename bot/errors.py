"""Every error that the program raises on purpose, in one tree.

PlanBotError
├── SettingsError          a setting is missing or makes no sense          (ValueError)
├── PlanNotReadable        the file cannot be read as text                 (ValueError)
│   ├── NotAPlan           text, but nothing in it that a plan would hold
│   └── PlanTooLarge       more text than a plan ever has
├── InvalidRecord          a record contradicts itself                     (ValueError)
├── StoreError             the database cannot be used
│   ├── StoreMissing       no database, or no plan in it                   (LookupError)
│   └── StoreBusy          another process holds the lock
├── ServiceError           a server could not be started or reached
│   ├── PortTaken          someone else listens on the port                (OSError)
│   ├── ServerUnfit        a server runs, and says that it cannot do its work
│   ├── ModelMissing       no trained model                                (LookupError)
│   └── PlatformError      WeCom refused a request, or could not be reached
├── BadCallback            a call that did not come from WeCom, or is damaged (ValueError)
└── UnsupportedFact        an answer says what its facts do not hold       (AssertionError)

`str(error)` says in Chinese what is wrong; `error.advice` says in Chinese what to do.
Both may be shown to a user; neither ever holds a stack trace or a secret.
"""

from __future__ import annotations


class PlanBotError(Exception):
    """Base of all errors of this program."""

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.advice = advice


class SettingsError(PlanBotError, ValueError):
    """A setting is missing or makes no sense."""


class PlanNotReadable(PlanBotError, ValueError):
    """The file cannot be read as text."""


class NotAPlan(PlanNotReadable):
    """The file holds text, but nothing that a work plan would hold."""


class PlanTooLarge(PlanNotReadable):
    """The file holds more text than a work plan ever has."""


class InvalidRecord(PlanBotError, ValueError):
    """A record contradicts itself, such as a range whose end is before its start."""


class StoreError(PlanBotError):
    """The database cannot be used."""


class StoreMissing(StoreError, LookupError):
    """There is no database, or no plan in it."""


class StoreBusy(StoreError):
    """Another process holds the database's lock."""


class ServiceError(PlanBotError):
    """A server could not be started or reached."""


class PortTaken(ServiceError, OSError):
    """Someone else listens on the port."""


class ServerUnfit(ServiceError):
    """A server runs, and says that it cannot do its work."""


class ModelMissing(ServiceError, LookupError):
    """There is no trained model."""


class PlatformError(ServiceError):
    """WeCom refused a request, or could not be reached. `code` is its errcode, or None."""

    def __init__(self, problem: str, advice: str = "", code: int | None = None) -> None:
        super().__init__(problem, advice)
        self.code = code


class BadCallback(PlanBotError, ValueError):
    """A call that did not come from WeCom, or is damaged. Its words are for the log; `status` is HTTP's."""

    def __init__(self, problem: str, status: int = 403) -> None:
        super().__init__(problem)
        self.status = status


class UnsupportedFact(PlanBotError, AssertionError):
    """An answer says a figure, date or unit that its facts do not hold."""
