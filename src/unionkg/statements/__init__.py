"""Relations and observations with modality, speaker and time."""

from unionkg.model import Analysis, Draft, Span


def find_statements(analysis: Analysis) -> tuple[Draft, ...]:
    return ()


def find_unresolved(analysis: Analysis, drafts: tuple[Draft, ...]) -> tuple[tuple[Span, str], ...]:
    return ()
