"""Relations and observations with modality, speaker and time."""

from unionkg.model import Analysis, Draft, Span
from unionkg.statements.activities import find_activities
from unionkg.statements.agents import Agents, spoken_for
from unionkg.statements.events import find_events
from unionkg.statements.observations import find_observations, unused_numbers
from unionkg.statements.roles import find_roles, posts_of
from unionkg.statements.scene import scenes
from unionkg.statements.service import find_service
from unionkg.statements.structure import find_structure
from unionkg.statements.voice import Voice


def find_statements(analysis: Analysis) -> tuple[Draft, ...]:
    """Return all statements of a document, in the order of the rules; duplicates of a rule are left in."""
    parts = scenes(analysis)
    voice = Voice(parts)
    roles = list(find_roles(parts, voice))
    agents = Agents(parts, voice, spoken_for(parts, posts_of(roles)))
    return (
        *roles,
        *find_activities(parts, voice, agents),
        *find_structure(analysis, parts, voice),
        *find_service(parts, voice),
        *find_events(parts, voice, agents),
        *find_observations(analysis),
    )


def find_unresolved(analysis: Analysis, drafts: tuple[Draft, ...]) -> tuple[tuple[Span, str], ...]:
    """Return what was seen and could not be made a statement: span and reason."""
    return unused_numbers(analysis, drafts)
