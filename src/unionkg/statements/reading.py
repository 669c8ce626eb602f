"""One document as the extractors get it."""

from dataclasses import dataclass

from unionkg.model import Analysis, Draft
from unionkg.statements.agents import Agents, spoken_for
from unionkg.statements.roles import find_roles
from unionkg.statements.scene import Scene, scenes
from unionkg.statements.voice import Voice


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of a document; who says them, who acts in them, and who holds which post."""

    scenes: tuple[Scene, ...]
    voice: Voice
    agents: Agents
    roles: tuple[Draft, ...]


def read(analysis: Analysis) -> Reading:
    """Return the reading of a document. Posts come first: who speaks for a body, and so who we are, rests on them."""
    parts = tuple(scenes(analysis))
    voice = Voice(parts)
    roles = tuple(find_roles(parts, voice))
    posts = [(role.subject, role.object) for role in roles if role.subject is not None and role.object is not None]
    return Reading(parts, voice, Agents(parts, voice, spoken_for(parts, posts)), roles)
