"""From the entities of single documents to entities of the corpus, the same whatever the order of the documents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from unionkg.entities.keys import key_of
from unionkg.entities.people import judge_namesakes
from unionkg.model import Cluster, Entity, Extraction, Judgement, content_hash
from unionkg.naming import fold

_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:市|区|县|州|旗)")


@dataclass(frozen=True, slots=True)
class Resolution:
    """Assembled entities sorted by ID, and the judgements behind them; undecided ones want a person."""

    entities: tuple[Entity, ...]
    judgements: tuple[Judgement, ...]

    @property
    def undecided(self) -> tuple[Judgement, ...]:
        """Pairs that were kept apart for want of evidence."""
        return tuple(judgement for judgement in self.judgements if judgement.verdict == "undecided")


def resolve(extractions: Iterable[Extraction], decisions: Iterable[Judgement] = ()) -> Resolution:
    """Return the entities of the corpus.

    Names join by their exact canonical form, people also by what they serve. `decisions` are people's judgements on
    pairs of document entities: `same` joins, `different` takes back what a rule would join.
    """
    extractions = list(extractions)
    known = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    circles = _circles(extractions, known)
    by_key: dict[str, list[str]] = defaultdict(list)
    for entity in known.values():
        by_key[key_of(entity)].append(entity.id)
    judgements: list[Judgement] = []
    for ids in by_key.values():
        if known[ids[0]].type == "Person":
            judgements += judge_namesakes(ids, circles)
        else:
            first = min(ids)
            judgements += [Judgement(first, other, "same", "canonical-name") for other in sorted(ids) if other != first]
    human = [j for j in decisions if j.left in known and j.right in known]
    clusters = _clusters(known, judgements, human)
    ids = _ids(clusters, known)
    entities = sorted(
        (_assemble(cluster, known, ids[cluster.id]) for cluster in clusters), key=lambda entity: entity.id
    )
    ordered = sorted({*judgements, *human}, key=lambda j: (j.left, j.right, j.verdict, j.by))
    return Resolution(tuple(entities), tuple(ordered))


def _circles(extractions: list[Extraction], known: dict[str, Entity]) -> dict[str, frozenset[str]]:
    """Return for every person the bodies that they serve and the places in the bodies' names."""
    found: dict[str, set[str]] = defaultdict(set)
    for extraction in extractions:
        for stmt in extraction.statements:
            if stmt.property not in ("holdsRole", "memberOf") or not stmt.subject or not stmt.object:
                continue
            name = known[stmt.object].canonical
            found[stmt.subject] |= {name, *_PLACE.findall(name)}
    return defaultdict(frozenset, {person: frozenset(names) for person, names in found.items()})


def _clusters(known: dict[str, Entity], judgements: Iterable[Judgement], human: Iterable[Judgement]) -> list[Cluster]:
    """Return the connected components of what was judged the same; a person's `different` cuts the pair."""
    graph = nx.Graph()
    graph.add_nodes_from(known)
    graph.add_edges_from((j.left, j.right) for j in judgements if j.verdict == "same")
    graph.add_edges_from((j.left, j.right) for j in human if j.verdict == "same")
    graph.remove_edges_from([(j.left, j.right) for j in human if j.verdict == "different"])
    return [Cluster(min(part), tuple(sorted(part))) for part in nx.connected_components(graph)]


def _assemble(cluster: Cluster, known: dict[str, Entity], entity_id: str) -> Entity:
    """Return one entity of all members: the most frequent canonical name is its name, all other forms are aliases."""
    members = [known[member] for member in cluster.members]
    canonical = _favourite(member.canonical for member in members)
    forms = Counter(form for member in members for form in (member.name, *member.aliases, member.canonical))
    shown = (
        canonical if members[0].type in ("Organization", "Place", "Facility") else _favourite(m.name for m in members)
    )
    aliases = sorted((form for form in forms if form != shown), key=lambda form: (-forms[form], form))
    return Entity(
        id=entity_id,
        type=members[0].type,
        name=shown,
        canonical=canonical,
        aliases=tuple(aliases),
        mentions=tuple(sorted(mention for member in members for mention in member.mentions)),
        confidence=max(member.confidence for member in members),
        members=cluster.members,
    )


def _favourite(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _ids(clusters: list[Cluster], known: dict[str, Entity]) -> dict[str, str]:
    """Return the canonical ID of every cluster: minted from type and name, and from the first member where the name
    alone does not tell the cluster from another."""
    names = {c.id: (known[c.id].type, fold(_favourite(known[m].canonical for m in c.members))) for c in clusters}
    shared = Counter(names.values())
    return {id_: content_hash(*name, id_ if shared[name] > 1 else "") for id_, name in names.items()}
