"""From the entities of single documents to entities of the corpus, the same whatever the order of the documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unionkg.entities.clusters import cluster
from unionkg.entities.identifiers import Identity, identify
from unionkg.entities.keys import is_local, is_pointer, key_of, name_key
from unionkg.entities.people import is_common, judge_namesakes
from unionkg.entities.places import has_official_divisions, judge_prefixes
from unionkg.model import Cluster, Entity, Extraction, Judgement
from unionkg.naming import split_divisions

# Types whose preferred label is the full name even where texts use a short one more often.
_FULL_NAMES = frozenset({"Organization", "Place", "Facility"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Assembled entities sorted by ID, and the judgements behind them.

    `undecided` pairs were kept apart for want of evidence and want a person. `refused` decisions contradict other
    ones of people; `stale` decisions are about entities that no document has any longer.
    """

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]
    undecided: tuple[Judgement, ...] = ()
    refused: tuple[Judgement, ...] = ()
    stale: tuple[Judgement, ...] = ()


def resolve(extractions: Iterable[Extraction], decisions: Iterable[Judgement] = ()) -> Resolution:
    """Return the entities of the corpus.

    Names join by their exact canonical form, also without the divisions above where that leaves no doubt; people
    join by what they serve as well. `decisions` are people's judgements on pairs of document entities, in the order in
    which they were made: `same` joins, `different` keeps apart what a rule would join.

    IDs are minted from what an entity's own members are called (`identifiers.py`): what is added elsewhere leaves them.
    """
    extractions = sorted(extractions, key=lambda extraction: extraction.document.id)
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    decided = [j for j in decisions if j.left in known and j.right in known]
    judgements = _judge_names(known)
    bodies, _ = cluster(known, judgements, decided)
    judgements += _judge_people(extractions, known, bodies)
    clusters, refused = cluster(known, judgements, decided)
    identities = identify(clusters, extractions, decided)
    entities = (_assemble(one, known, identities[one.id]) for one in clusters)
    return Resolution(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        judgements=tuple(sorted({*judgements, *decided}, key=_order)),
        undecided=_undecided(judgements, decided, clusters),
        refused=refused,
        stale=tuple(j for j in decisions if j.left not in known or j.right not in known),
    )


def _order(judgement: Judgement) -> tuple[str, str, str, str]:
    return judgement.left, judgement.right, judgement.verdict, judgement.by


def _judge_names(known: Mapping[str, Entity]) -> list[Judgement]:
    """Return the judgements on all entities but people."""
    by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for entity in known.values():
        if entity.type != "Person":
            by_key[key_of(entity)].append(entity.id)
    judgements = []
    for ids in by_key.values():
        first, *others = sorted(ids)
        judgements += [Judgement(first, other, "same", "canonical-name") for other in others]
    named = {(key[0], key[1]): ids for key, ids in by_key.items() if len(key) == 2 and key[0] in _FULL_NAMES}
    return judgements + judge_prefixes(named)


def _judge_people(
    extractions: Iterable[Extraction], known: Mapping[str, Entity], clusters: Iterable[Cluster]
) -> list[Judgement]:
    """Return the judgements on namesakes, by what they serve."""
    circle_of = _circles(known, clusters)
    served: dict[str, set[str]] = defaultdict(set)
    for extraction in extractions:
        for stmt in extraction.statements:
            if stmt.property in ("holdsRole", "memberOf") and stmt.subject and stmt.object:
                served[stmt.subject] |= circle_of.get(stmt.object, frozenset())
    by_name: dict[str, list[str]] = defaultdict(list)
    for entity in known.values():
        if entity.type == "Person":
            by_name[name_key(entity)].append(entity.id)
    judgements = []
    for name, ids in sorted(by_name.items()):
        # Of a common name, a place in common says little.
        circles = {id_: frozenset(x for x in served[id_] if not (is_common(name) and x[0] == "@")) for id_ in ids}
        judgements += judge_namesakes(name, ids, circles)
    return judgements


def _circles(known: Mapping[str, Entity], clusters: Iterable[Cluster]) -> dict[str, frozenset[str]]:
    """Return for each body what serving it means: itself, the bodies that its name opens with, its places (`@…`).

    北京市总工会权益保障部 is a part of 北京市总工会. A name that is local to a document means nothing here.
    """
    bodies = [one for one in clusters if known[one.id].type in ("Organization", "Facility")]
    bodies = [one for one in bodies if not is_local(known[one.id])]
    names = {one.id: {name_key(known[member]) for member in one.members} for one in bodies}
    owners: dict[str, set[str]] = defaultdict(set)
    for id_, forms in names.items():
        for form in forms:
            owners[form].add(id_)
    circles: dict[str, frozenset[str]] = {}
    for one in bodies:
        found = {one.id}
        for name in names[one.id]:
            places = split_divisions(name)[0]
            found |= {f"@{place}" for place in places if place[-1] in "区县旗"}
            found |= {f"@工会@{place}" for place in places if place[-1] == "市" and "工会" in name}
            openings = (name[:length] for length in range(5, len(name)))
            found |= {owner for opening in openings for owner in owners.get(opening, ())}
        circles |= dict.fromkeys(one.members, frozenset(found))
    return circles


def _undecided(
    judgements: Iterable[Judgement], decided: Iterable[Judgement], clusters: Iterable[Cluster]
) -> tuple[Judgement, ...]:
    """Return the pairs that nobody decided on and that still lie in two clusters; each pair of clusters once."""
    cluster_of = {member: one.id for one in clusters for member in one.members}
    closed = {frozenset((cluster_of[j.left], cluster_of[j.right])) for j in decided if j.verdict == "different"}
    found = []
    for judgement in sorted(judgements, key=_order):
        pair = frozenset((cluster_of[judgement.left], cluster_of[judgement.right]))
        if judgement.verdict == "undecided" and len(pair) == 2 and pair not in closed:
            closed.add(pair)
            found.append(judgement)
    return tuple(found)


def _assemble(one: Cluster, known: Mapping[str, Entity], identity: Identity) -> Entity:
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
        referents=identity.referents,
    )


def _favourite(names: Iterable[str], others: Iterable[str]) -> str:
    """Return the official form where there is one, else the most frequent one, else the longest one.

    One of `others` is taken only where all `names` do no more than point (全区).
    """
    counts = Counter(name for name in names if not is_pointer(name))
    counts = counts or Counter(name for name in others if not is_pointer(name)) or Counter(names)
    return min(counts, key=lambda name: (not has_official_divisions(name), -counts[name], -len(name), name))
