"""Every error that unionkg raises on purpose.

    UnionkgError
    ├── InputError       an input cannot be used: undecodable, empty, malformed
    ├── SettingsError    a setting, flag or parameter has no such value
    ├── ResourceError    a file that ships with the package is missing or malformed
    ├── QueryError       a query is unknown, malformed, or lacks a parameter
    ├── StoreError       the dataset on disk cannot be opened, read or written
    ├── PushError        another server refused what was sent, or cannot be reached
    └── ValidationError  the graph breaks a shape; nothing was published

An error keeps the object that offended (`offending`) and says what to do next (`remedy`).
"""


class UnionkgError(Exception):
    """Base of all errors that carry a message for people: what happened, to what, and what to do next."""

    def __init__(self, message: str, *, offending: object = None, remedy: str = "") -> None:
        super().__init__(message)
        self.offending = offending
        self.remedy = remedy

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} {self.remedy}" if self.remedy else message


class InputError(UnionkgError):
    """An input cannot be used; the other inputs still go through."""


class SettingsError(UnionkgError):
    """A setting, flag or parameter has no such value."""


class ResourceError(UnionkgError):
    """A file that ships with the package is missing or malformed."""


class QueryError(UnionkgError):
    """A query is unknown, malformed, or lacks a parameter."""


class StoreError(UnionkgError):
    """The dataset on disk cannot be opened, read or written."""


class PushError(UnionkgError):
    """Another server refused what was sent, or cannot be reached."""


class ValidationError(UnionkgError):
    """The graph breaks a shape; nothing was published."""
