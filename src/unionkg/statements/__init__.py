"""Relations and observations with modality, speaker and time."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from unionkg.model import Analysis, Draft, Span
from unionkg.statements.activities import find_activities
from unionkg.statements.attendance import find_attendance
from unionkg.statements.awards import find_awards
from unionkg.statements.events import find_events
from unionkg.statements.hosting import find_hosting
from unionkg.statements.membership import find_members, is_plain_member
from unionkg.statements.observations import find_observations, unused_numbers
from unionkg.statements.parts import find_parts
from unionkg.statements.reading import Reading, read
from unionkg.statements.resume import find_resume
from unionkg.statements.service import find_service
from unionkg.statements.speeches import find_speeches
from unionkg.statements.structure import find_structure
from unionkg.statements.weighing import default_model, weigh


def _roles(reading: Reading) -> Iterable[Draft]:
    return (draft for draft in reading.roles if not is_plain_member(draft))


def _observations(reading: Reading) -> Iterator[Draft]:
    """Yield the figures, each with the person who says it."""
    scenes = reading.scenes
    starts = [scene.span.start for scene in scenes]
    for draft in find_observations(scenes[0].analysis) if scenes else ():
        scene = scenes[max(0, bisect_right(starts, draft.span.start) - 1)]
        at = next((i for i, item in enumerate(scene.items) if item.span.end > draft.span.start), 0)
        yield replace(draft, speaker=reading.voice.speaker(scene, at))


# Each extractor reads one document and yields drafts; the order does not matter.
EXTRACTORS: dict[str, Callable[[Reading], Iterable[Draft]]] = {
    "roles": _roles,
    "resume": find_resume,
    "activities": find_activities,
    "speeches": find_speeches,
    "structure": find_structure,
    "parts": find_parts,
    "members": find_members,
    "service": find_service,
    "events": find_events,
    "attendance": find_attendance,
    "hosting": find_hosting,
    "awards": find_awards,
    "observations": _observations,
}


def find_statements(analysis: Analysis) -> tuple[Draft, ...]:
    """Return all statements of a document, extractor by extractor."""
    reading = read(analysis)
    drafts = [draft for extractor in EXTRACTORS.values() for draft in extractor(reading)]
    return weigh(reading, drafts, default_model())


def find_unresolved(analysis: Analysis, drafts: tuple[Draft, ...]) -> tuple[tuple[Span, str], ...]:
    """Return what was seen and could not be made a statement: span and reason."""
    return unused_numbers(analysis, drafts)
