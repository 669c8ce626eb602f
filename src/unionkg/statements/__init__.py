"""Relations and observations with modality, speaker and time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from unionkg.model import Analysis, Draft, Span
from unionkg.statements.activities import find_activities
from unionkg.statements.agents import Agents, spoken_for
from unionkg.statements.events import find_events
from unionkg.statements.observations import find_observations, unused_numbers
from unionkg.statements.resume import find_resume
from unionkg.statements.roles import find_roles, posts_of
from unionkg.statements.scene import Scene, scenes
from unionkg.statements.service import find_service
from unionkg.statements.structure import find_structure
from unionkg.statements.voice import Voice

# Each extractor reads the scenes of one document; who speaks and who acts is settled before.
EXTRACTORS: dict[str, Callable[[list[Scene], Voice, Agents], Iterable[Draft]]] = {
    "roles": lambda scenes, voice, agents: agents.roles,
    "resume": lambda scenes, voice, agents: find_resume(scenes),
    "activities": find_activities,
    "structure": lambda scenes, voice, agents: find_structure(scenes, voice),
    "service": lambda scenes, voice, agents: find_service(scenes, voice),
    "events": find_events,
    "observations": lambda scenes, voice, agents: _spoken(scenes, voice),
}


def find_statements(analysis: Analysis) -> tuple[Draft, ...]:
    """Return all statements of a document, extractor by extractor."""
    parts = scenes(analysis)
    voice = Voice(parts)
    roles = tuple(find_roles(parts, voice))
    agents = Agents(parts, voice, roles, spoken_for(parts, posts_of(roles)))
    return tuple(draft for extractor in EXTRACTORS.values() for draft in extractor(parts, voice, agents))


def _spoken(scenes: list[Scene], voice: Voice) -> Iterator[Draft]:
    """Yield the observations, each with the person who says it."""
    drafts = find_observations(scenes[0].analysis) if scenes else ()
    for draft in drafts:
        index = next(i for i, scene in enumerate(scenes) if scene.span.overlaps(draft.span))
        at = next((i for i, item in enumerate(scenes[index].items) if item.span.end > draft.span.start), 0)
        yield replace(draft, speaker=voice.speaker(index, at))


def find_unresolved(analysis: Analysis, drafts: tuple[Draft, ...]) -> tuple[tuple[Span, str], ...]:
    """Return what was seen and could not be made a statement: span and reason."""
    return unused_numbers(analysis, drafts)
