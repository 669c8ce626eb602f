"""All that is compared of the entities of a corpus, and the rules' judgements on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from unionkg.entities.clusters import cluster
from unionkg.entities.compare import compare
from unionkg.entities.features import Comparison
from unionkg.entities.judging import judge_names, judge_people
from unionkg.entities.people import Society, compare_people
from unionkg.entities.profiles import Profile, profile_all
from unionkg.entities.society import society_of
from unionkg.model import Extraction, Judgement


@dataclass(frozen=True, slots=True)
class Index:
    """What resolution compared: the profile of each document entity, what is known of people, the rules' judgements."""

    profiles: Mapping[str, Profile] = field(default_factory=dict)
    society: Society = field(default_factory=Society)
    judgements: tuple[Judgement, ...] = ()

    def compare(self, left: str, right: str) -> Comparison:
        """Return the comparison of two entities of documents; raises KeyError for an ID that no document has."""
        one, other = sorted((self.profiles[left], self.profiles[right]), key=lambda profile: profile.id)
        if one.type == other.type == "Person":
            return compare_people(one, other, self.society)
        return compare(one, other)


def index_of(
    extractions: Sequence[Extraction],
    decisions: Sequence[Judgement] = (),
    reprints: Iterable[tuple[str, str, float]] = (),
) -> Index:
    """Return profiles and judgements of all entities: bodies first, for people are told apart by what they serve."""
    witness = witnesses(reprints)
    profiles = profile_all(extractions, witness)
    named = judge_names(profiles)
    bodies, _ = cluster(profiles, named, decisions)
    society = society_of(profiles, bodies, witness)
    people = judge_people([one for one in profiles.values() if one.type == "Person"], society)
    return Index(profiles, society, (*named, *people))


def witnesses(reprints: Iterable[tuple[str, str, float]]) -> dict[str, str]:
    """Return for each document that repeats another one the first ID of all that do so.

    >>> witnesses([("a", "b", 0.9), ("b", "c", 0.8)])
    {'a': 'a', 'b': 'a', 'c': 'a'}
    """
    judgements = [Judgement(left, right, "same", "reprint", score) for left, right, score in reprints]
    groups, _ = cluster({id_ for j in judgements for id_ in (j.left, j.right)}, judgements)
    return {member: one.id for one in groups for member in one.members}
