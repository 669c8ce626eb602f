"""Relations and observations with modality, speaker and time."""

from unionkg.model import Analysis, Draft, Span
from unionkg.statements.agents import Agents, spoken_for
from unionkg.statements.roles import find_roles, posts_of
from unionkg.statements.scene import scenes
from unionkg.statements.voice import Voice


def find_statements(analysis: Analysis) -> tuple[Draft, ...]:
    """Return all statements of a document, in the order of the rules; duplicates of a rule are left in."""
    parts = scenes(analysis)
    voice = Voice(parts)
    roles = list(find_roles(parts, voice))
    agents = Agents(parts, voice, spoken_for(parts, posts_of(roles)))
    return tuple(roles)


def find_unresolved(analysis: Analysis, drafts: tuple[Draft, ...]) -> tuple[tuple[Span, str], ...]:
    return ()
