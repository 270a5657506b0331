"""What can go wrong, said so that the reader knows which input and what to do about it."""

from __future__ import annotations

from enum import StrEnum


class FailureKind(StrEnum):
    """Why one paper could not be carried through a stage."""

    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    NETWORK = "network"
    TRUNCATED = "truncated"
    WRONG_HASH = "wrong_hash"
    NOT_A_PDF = "not_a_pdf"
    UNSUPPORTED = "unsupported"
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    GARBLED = "garbled"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    HOSTILE = "hostile"
    SHARED_ID = "shared_id"


class K1Error(Exception):
    """Base of every error that K1 raises on purpose. The message names the input and the remedy."""


class ConfigurationError(K1Error):
    """A configuration key or value that K1 does not accept."""


class TableError(K1Error):
    """A table that does not have the columns, the types or the version its reader expects."""


class GraphNotFoundError(K1Error):
    """No graph where one was asked for."""


class DamagedIndexError(K1Error):
    """A file of an index that cannot be read."""


class NoSpaceError(K1Error):
    """The disk, or a person's share of it, is full."""


class PaperError(K1Error):
    """One paper failed in one stage. It becomes a row of ``failures``, never the end of a batch.

    Parameters
    ----------
    kind: the class of failure.
    message: what happened, for a person.
    remedy: what that person can do about it.
    """

    def __init__(self, kind: FailureKind, message: str, remedy: str) -> None:
        super().__init__(kind, message, remedy)
        self.kind = kind
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.kind}: {self.message} ({self.remedy})"
