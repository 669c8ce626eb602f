"""From mentions to referents: which spans of one document speak of the same thing, and what its full name is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from unionkg.divisions import Division
from unionkg.mentions.aliases import SAME, index_keys, lookup_keys
from unionkg.mentions.candidates import Candidate
from unionkg.mentions.clusters import Cluster, Joining, Occurrences, Taken
from unionkg.mentions.divisions import Setting, deictic_places, is_deictic, leading_divisions, pointing_level
from unionkg.mentions.lexicon import ends_with
from unionkg.model import Chunk, Document, Layout, Referent, Span
from unionkg.naming import fold, official_names, spell_out

# When the same words are read as different types in one document, the more telling type wins for all of them.
_TYPE_RANK = ("Person", "Award", "Facility", "Work", "Event", "Organization", "Initiative", "Place", "Group")
_DECLARED = re.compile(r"[（(](?:以下|下)?(?:统称|简称为?)[：:]?[“《]?([^（）()“”《》]{2,16})[”》]?[）)]")
# Posts of one person between two bodies, without a clause's end.
_POSTS_BETWEEN = re.compile(r"[^，。；：“”\s]{2,12}[、兼]")
# How far before its short form in brackets a name may end: a closing quotation mark, a closing book mark.
_DECLARED_GAP = 2


def resolve(
    document: Document, layout: Layout, candidates: Iterable[Candidate]
) -> tuple[tuple[Chunk, ...], tuple[Referent, ...]]:
    """Return chunks sorted by start, and the referents that they index, in order of first mention."""
    text = layout.flow.text
    clusters = _by_form(_settle_types(list(candidates), text), text)
    setting = Setting(_divisions_named(document, clusters))
    clusters = _split_places(clusters)
    clusters = _bind_declared(clusters, text)
    clusters = _join(clusters, setting)
    _add_deictic(clusters, layout, setting)
    _add_repeats(clusters, text)
    clusters = [cluster for cluster in clusters if not _is_doubtful(cluster)]
    clusters.sort(key=lambda cluster: (cluster.first, cluster.type))
    chunks = [
        Chunk(mention.span, index, mention.origin, mention.confidence)
        for index, cluster in enumerate(clusters)
        for mention in cluster.mentions
    ]
    chunks.sort(key=lambda chunk: (chunk.span.start, -chunk.span.end, chunk.entity))
    return tuple(chunks), tuple(_to_referent(cluster, setting) for cluster in clusters)


def _is_doubtful(cluster: Cluster) -> bool:
    """Return whether a body is a short word that the tagger called a body once, and nothing else does."""
    return (
        cluster.type == "Organization"
        and len(cluster.mentions) == 1
        and cluster.mentions[0].confidence < 0.6
        and len(_name(cluster)) <= 3
        and not ends_with("short-medium-ending").search(_name(cluster))
    )


def _settle_types(candidates: list[Candidate], text: str) -> list[Candidate]:
    best: dict[str, str] = {}
    for candidate in candidates:
        key = _key(candidate, text)
        best[key] = min(best.get(key, candidate.type), candidate.type, key=_TYPE_RANK.index)
    return [Candidate(c.span, best[_key(c, text)], c.origin, c.confidence) for c in candidates]


def _key(candidate: Candidate, text: str) -> str:
    """Return what mentions of one name share; a title in book marks is never the name of what it is about."""
    form = text[candidate.span.start : candidate.span.end]
    return form if candidate.origin == "book-marks" else fold(form)


def _by_form(candidates: list[Candidate], text: str) -> list[Cluster]:
    clusters: dict[tuple[str, str, str], Cluster] = {}
    before: Candidate | None = None
    for candidate in sorted(candidates, key=lambda c: (c.span.start, -c.span.end)):
        form = text[candidate.span.start : candidate.span.end]
        within = _inherited(before, candidate, text)
        key = candidate.type, fold(form), within[-1].name if within else ""
        clusters.setdefault(key, Cluster(candidate.type, within=within)).add(candidate, form)
        if candidate.type == "Organization":
            before = candidate
    return list(clusters.values())


def _inherited(before: Candidate | None, candidate: Candidate, text: str) -> tuple[Division, ...]:
    """Return the divisions that a short form takes from the body right before it in one list of posts.

    In 某市人大常委会副主任、市总工会主席 the union is that city's, whichever city the text is about.
    """
    if before is None or candidate.type != "Organization":
        return ()
    level = pointing_level(text[candidate.span.start : candidate.span.end])
    if level is None or not _POSTS_BETWEEN.fullmatch(text, before.span.end, max(candidate.span.start, before.span.end)):
        return ()
    units = leading_divisions(text[before.span.start : before.span.end])
    levels = [unit.level for unit in units]
    return units[: levels.index(level) + 1] if level in levels else ()


def _divisions_named(document: Document, clusters: list[Cluster]) -> Iterator[tuple[int, tuple[Division, ...]]]:
    """Yield the divisions within names with their positions; the publisher's count as named last."""
    for cluster in clusters:
        if cluster.type in ("Organization", "Place", "Facility", "Event"):
            for form in cluster.forms:
                units = leading_divisions(form)
                yield from ((mention.span.start, units) for mention in cluster.mentions)
    yield len(document.text), leading_divisions(document.publisher or "")


def _split_places(clusters: list[Cluster]) -> list[Cluster]:
    """Give each unit of a chain of divisions its own cluster: 北京市海淀区 speaks of 北京市 and of 海淀区."""
    out = [cluster for cluster in clusters if cluster.type != "Place"]
    places: dict[str, Cluster] = {}
    for cluster in (cluster for cluster in clusters if cluster.type == "Place"):
        form = next(iter(cluster.forms))
        parts = leading_divisions(form)
        if len(parts) < 2 or parts[-1].end != len(form):
            places.setdefault(fold(form), Cluster("Place")).absorb(cluster)
            continue
        for part in parts:
            own = places.setdefault(fold(part.name), Cluster("Place"))
            for mention in cluster.mentions:
                span = Span(mention.span.start + part.start, mention.span.start + part.end)
                own.add(Candidate(span, "Place", mention.origin, mention.confidence), part.name)
    return [*out, *places.values()]


def _bind_declared(clusters: list[Cluster], text: str) -> list[Cluster]:
    """Join declared short forms (以下简称…) to the name before them."""
    joining = Joining(clusters)
    ending: dict[int, list[int]] = defaultdict(list)
    named: dict[str, int] = {}
    for number, cluster in enumerate(clusters):
        for mention in cluster.mentions:
            ending[mention.span.end].append(number)
        for form in cluster.forms:
            named.setdefault(fold(form), number)
    for found in _DECLARED.finditer(text):
        near = range(found.start() - _DECLARED_GAP, found.start() + 1)
        before = [joining.root(number) for end in near for number in ending.get(end, ())]
        declared = fold(found.group(1))
        if not before or declared not in named:
            continue
        short, full = joining.root(named[declared]), max(before)
        if short != full and clusters[short].type == clusters[full].type:
            joining.join(short, full)
    return joining.left()


def _join(clusters: list[Cluster], setting: Setting) -> list[Cluster]:
    """Join short forms to full names, each to the nearest that fits; what stays ambiguous stays apart."""
    joining = Joining(sorted(clusters, key=lambda cluster: (-_length(cluster), cluster.first, cluster.type)))
    lengths = [_length(cluster) for cluster in joining.clusters]
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, cluster in enumerate(joining.clusters):
        for key in {key for form in cluster.forms for key in index_keys(cluster.type, fold(form))}:
            index[cluster.type, key].append(number)
    for number, cluster in enumerate(joining.clusters):
        if cluster.type not in SAME:
            continue
        short = fold(_longest(cluster))
        near = {joining.root(n) for key in lookup_keys(short) for n in index.get((cluster.type, key), ())} - {number}
        fitting = [
            other
            for other in sorted(near)
            if lengths[other] >= lengths[number] and _is_short_for(short, joining.clusters[other])
        ]
        chosen = _nearest(cluster, joining.clusters, fitting, setting)
        if chosen is not None:
            joining.join(number, chosen)
    return joining.left()


def _is_short_for(short: str, other: Cluster) -> bool:
    same = SAME[other.type]
    return any(same(short, form) for form in map(fold, other.forms) if form != short)


def _nearest(cluster: Cluster, clusters: Sequence[Cluster], fitting: Sequence[int], setting: Setting) -> int | None:
    """Return the number of the cluster that the short form speaks of, None when it could be several."""
    level = pointing_level(next(iter(cluster.forms)))
    if len(fitting) <= 1 and not cluster.within:
        return fitting[0] if fitting else None
    if cluster.type != "Organization" or level is None:
        return None
    units = cluster.within or setting.at(cluster.first, level)
    named = [other for other in fitting if units and any(units[-1].name in form for form in clusters[other].forms)]
    return named[0] if len(named) == 1 else None


def _length(cluster: Cluster) -> int:
    spelled = spell_out if cluster.type == "Organization" else fold
    return max(len(spelled(form)) for form in cluster.forms)


def _longest(cluster: Cluster) -> str:
    return max(cluster.forms, key=lambda form: (len(fold(form)), form))


def _add_deictic(clusters: list[Cluster], layout: Layout, setting: Setting) -> None:
    """Join 全市, 我区 … to the place that the document speaks of; name the place from a body's name if need be."""
    text = layout.flow.text
    taken = Taken(len(text), clusters)
    places: dict[str, Cluster | None] = {}
    for span, level in deictic_places(text, [sentence.span for sentence in layout.sentences]):
        units = setting.at(span.start, level)
        if not units or not taken.is_free(span):
            continue
        name = units[-1].name
        if name not in places:
            places[name] = _place_named(clusters, name) or _place_within_name(clusters, text, name)
        place = places[name]
        if place is not None:
            place.add(Candidate(span, "Place", "deictic", 0.7), text[span.start : span.end])
            taken.take(span)


def _place_named(clusters: list[Cluster], name: str) -> Cluster | None:
    places = (cluster for cluster in clusters if cluster.type == "Place")
    return next((c for c in places if any(form == name or SAME["Place"](form, name) for form in c.forms)), None)


def _place_within_name(clusters: list[Cluster], text: str, name: str) -> Cluster | None:
    """Return a new place, added to the clusters, whose mention is the division within the first name that holds it."""
    for cluster in sorted(clusters, key=lambda c: c.first):
        for mention in cluster.mentions:
            at = text.find(name, mention.span.start, mention.span.end)
            if at >= 0:
                span = Span(at, at + len(name))
                place = Cluster("Place", {name: 1}, [Candidate(span, "Place", "within-name", 0.6)])
                clusters.append(place)
                return place
    return None


def _add_repeats(clusters: list[Cluster], text: str) -> None:
    """Add the places where a name that was found once stands again and was not read there."""
    taken = Taken(len(text), clusters)
    forms = sorted(
        ((form, cluster) for cluster in clusters for form in cluster.forms if _is_repeatable(cluster, form)),
        key=lambda entry: (-len(entry[0]), entry[0]),
    )
    occurrences = Occurrences(text, (form for form, _ in forms))
    for form, cluster in forms:
        for span in occurrences.of(form):
            if taken.is_free(span):
                cluster.mentions.append(Candidate(span, cluster.type, "repeat", 0.7))
                taken.take(span)


def _is_repeatable(cluster: Cluster, form: str) -> bool:
    return len(form) >= 3 or (cluster.type == "Person" and len(form) == 2)


def _to_referent(cluster: Cluster, setting: Setting) -> Referent:
    name = _name(cluster)
    aliases = tuple(form for form in cluster.forms if form != name)
    confidence = round(max(mention.confidence for mention in cluster.mentions), 3)
    return Referent(cluster.type, name, _canonical(cluster, name, setting), aliases, min(confidence, 0.99))


def _name(cluster: Cluster) -> str:
    forms = [form for form in cluster.forms if not is_deictic(form)] or list(cluster.forms)
    return max(forms, key=lambda form: (len(fold(form)), cluster.forms[form], form))


def _canonical(cluster: Cluster, name: str, setting: Setting) -> str:
    """Return the official name where the text gives the pieces, else the name."""
    if cluster.type == "Organization" and name in official_names():
        return official_names()[name]
    if cluster.type not in ("Organization", "Place", "Facility"):
        return fold(name) if cluster.type == "Work" else name
    units = leading_divisions(name)
    if units:
        return name[: units[0].start] + setting.full_name(units) + name[units[-1].end :]
    level = pointing_level(name) if cluster.type == "Organization" else None
    if level:
        units = cluster.within or setting.at(cluster.first, level)
        if units:
            return setting.full_name(units) + name[1:] if name[0] in "省市区县" else name
    return name
