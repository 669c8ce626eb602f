"""From the entities of single documents to entities of the corpus, the same whatever the order of the documents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from unionkg.entities.clusters import cluster
from unionkg.entities.identifiers import Identity, identify
from unionkg.entities.index import Index, index_of
from unionkg.entities.keys import is_pointer
from unionkg.entities.places import has_official_divisions
from unionkg.model import Cluster, Entity, Extraction, Judgement

# Types whose preferred label is the full name even where texts use a short one more often.
_FULL_NAMES = frozenset({"Organization", "Place", "Facility"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Assembled entities sorted by ID, and the judgements behind them.

    `undecided` pairs were kept apart for want of evidence and want a person; `index` is what was compared. `refused`
    decisions contradict other ones of people; `stale` decisions are about entities that no document has any longer.
    """

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]
    undecided: tuple[Judgement, ...] = ()
    refused: tuple[Judgement, ...] = ()
    stale: tuple[Judgement, ...] = ()
    index: Index = field(default_factory=Index, compare=False, repr=False)


def resolve(
    extractions: Iterable[Extraction],
    decisions: Iterable[Judgement] = (),
    reprints: Iterable[tuple[str, str, float]] = (),
) -> Resolution:
    """Return the entities of the corpus.

    Names are parsed and compared part by part, people by what the documents say of them (`features.WEIGHTS`). Of
    documents that repeat each other (`reprints`: ID, ID, similarity) people of one name are one. `decisions` are
    people's judgements on pairs of document entities, in the order in which they were made: `same` joins, `different`
    keeps apart what a rule would join.

    IDs are minted from what an entity's own members are called (`identifiers.py`): what is added elsewhere leaves them.
    """
    extractions = sorted(extractions, key=lambda extraction: extraction.document.id)
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    decided = [j for j in decisions if j.left in known and j.right in known]
    index = index_of(extractions, decided, reprints)
    clusters, refused = cluster(known, index.judgements, decided)
    identities = identify(clusters, extractions, decided)
    entities = (_assemble(one, known, index, identities[one.id]) for one in clusters)
    return Resolution(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        judgements=tuple(sorted({*index.judgements, *decided}, key=_order)),
        undecided=_undecided(index.judgements, decided, clusters),
        refused=refused,
        stale=tuple(j for j in decisions if j.left not in known or j.right not in known),
        index=index,
    )


def _order(judgement: Judgement) -> tuple[str, str, str, str]:
    return judgement.left, judgement.right, judgement.verdict, judgement.by


def _undecided(
    judgements: Iterable[Judgement], decided: Iterable[Judgement], clusters: Iterable[Cluster]
) -> tuple[Judgement, ...]:
    """Return the pairs of clusters that want a person, the likeliest first of those that hang together.

    A pair that a person told apart is closed; of many namesakes each is asked about once, not with every other one.
    """
    cluster_of = {member: one.id for one in clusters for member in one.members}
    closed = {frozenset((cluster_of[j.left], cluster_of[j.right])) for j in decided if j.verdict == "different"}
    open_ = [j for j in judgements if j.verdict == "undecided"]
    linked: dict[str, str] = {}

    def root(id_: str) -> str:
        while linked.get(id_, id_) != id_:
            linked[id_] = linked.get(linked[id_], linked[id_])
            id_ = linked[id_]
        return id_

    found = []
    for judgement in sorted(open_, key=lambda j: (-j.score, *_order(j))):
        pair = frozenset((cluster_of[judgement.left], cluster_of[judgement.right]))
        left, right = root(cluster_of[judgement.left]), root(cluster_of[judgement.right])
        if left != right and pair not in closed:
            linked[max(left, right)] = min(left, right)
            found.append(judgement)
    return tuple(sorted(found, key=_order))


def _assemble(one: Cluster, known: Mapping[str, Entity], index: Index, identity: Identity) -> Entity:
    """Return one entity of all members; the forms that are not its name are aliases."""
    members = [known[member] for member in one.members]
    forms = Counter(form for member in members for form in (member.name, *member.aliases, member.canonical))
    canonical = _favourite([member.canonical for member in members], forms)
    shown = canonical if identity.type in _FULL_NAMES else _favourite([member.name for member in members], forms)
    aliases = sorted((form for form in forms if form != shown), key=lambda form: (-forms[form], form))
    return Entity(
        id=identity.id,
        type=identity.type,
        name=shown,
        canonical=canonical,
        aliases=tuple(aliases),
        mentions=tuple(sorted(mention for member in members for mention in member.mentions)),
        confidence=max(member.confidence for member in members),
        members=one.members,
        code=_code(one, index) if members[0].type == "Place" else None,
        referents=identity.referents,
    )


def _code(one: Cluster, index: Index) -> str | None:
    """Return the code of a place, None when its members leave several or none, or when it is a part of a division."""
    profiles = [index.profiles[member] for member in one.members]
    codes = {code for profile in profiles if not profile.town and not any(profile.rest) for code in profile.codes}
    return next(iter(codes)) if len(codes) == 1 else None


def _favourite(names: Iterable[str], others: Iterable[str]) -> str:
    """Return the official form where there is one, else the most frequent one, else the longest one.

    One of `others` is taken only where all `names` do no more than point (全区).
    """
    counts = Counter(name for name in names if not is_pointer(name))
    counts = counts or Counter(name for name in others if not is_pointer(name)) or Counter(names)
    return min(counts, key=lambda name: (not has_official_divisions(name), -counts[name], -len(name), name))
