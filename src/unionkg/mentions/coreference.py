"""From mentions to referents: which spans of one document speak of the same thing, and what its full name is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from unionkg.mentions.aliases import SAME
from unionkg.mentions.divisions import Division, Setting, deictic_places, leading_divisions, pointing_level
from unionkg.mentions.names import Candidate
from unionkg.model import Chunk, Document, Layout, Referent, Span
from unionkg.naming import fold, official_names, spell_out

# When the same words are read as different types in one document, the more telling type wins for all of them.
_TYPE_RANK = ("Person", "Award", "Facility", "Work", "Event", "Organization", "Initiative", "Place", "Group")
_DECLARED = re.compile(r"[（(](?:以下|下)?(?:统称|简称|简称为)[：:]?[“《]?([^（）()“”《》]{2,16})[”》]?[）)]")


@dataclass(slots=True)
class _Cluster:
    """Mentions of one thing while they are gathered; `forms` keeps the surface forms in order of first use."""

    type: str
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[Candidate] = field(default_factory=list)

    @property
    def first(self) -> int:
        return min(mention.span.start for mention in self.mentions)

    def absorb(self, other: "_Cluster") -> None:
        self.mentions.extend(other.mentions)
        for form, count in other.forms.items():
            self.forms[form] = self.forms.get(form, 0) + count


def resolve(
    document: Document, layout: Layout, candidates: Iterable[Candidate]
) -> tuple[tuple[Chunk, ...], tuple[Referent, ...]]:
    """Return chunks sorted by start, and the referents that they index, in order of first mention."""
    text = layout.flow.text
    clusters = _by_form(_settle_types(list(candidates), text), text)
    setting = _setting(document, clusters)
    clusters = _split_places(clusters, text)
    clusters = _bind_declared(clusters, text)
    clusters = _join(clusters, setting)
    _add_deictic(clusters, layout, setting)
    clusters = _add_repeats(clusters, text)
    clusters = [cluster for cluster in clusters if not _is_doubtful(cluster)]
    clusters.sort(key=lambda cluster: (cluster.first, cluster.type))
    chunks = [
        Chunk(mention.span, index, mention.origin, mention.confidence)
        for index, cluster in enumerate(clusters)
        for mention in cluster.mentions
    ]
    chunks.sort(key=lambda chunk: (chunk.span.start, -chunk.span.end, chunk.entity))
    return tuple(chunks), tuple(_to_referent(cluster, setting) for cluster in clusters)


def _is_doubtful(cluster: _Cluster) -> bool:
    """Return whether a body is a short word that the tagger called a body once, and nothing else does."""
    return (
        cluster.type == "Organization"
        and len(cluster.mentions) == 1
        and cluster.mentions[0].confidence < 0.6
        and len(_name(cluster)) <= 3
        and not _name(cluster).endswith(("社", "网", "报", "台"))
    )


def _settle_types(candidates: list[Candidate], text: str) -> list[Candidate]:
    best: dict[str, str] = {}
    for candidate in candidates:
        key = _key(candidate, text)
        rank = _TYPE_RANK.index(candidate.type)
        if key not in best or rank < _TYPE_RANK.index(best[key]):
            best[key] = candidate.type
    return [Candidate(c.span, best[_key(c, text)], c.origin, c.confidence) for c in candidates]


def _key(candidate: Candidate, text: str) -> str:
    """Return what mentions of one name share; a title in book marks is never the name of what it is about."""
    form = text[candidate.span.start : candidate.span.end]
    return form if candidate.origin == "book-marks" else fold(form)


def _by_form(candidates: list[Candidate], text: str) -> list[_Cluster]:
    clusters: dict[tuple[str, str], _Cluster] = {}
    for candidate in candidates:
        form = text[candidate.span.start : candidate.span.end]
        cluster = clusters.setdefault((candidate.type, fold(form)), _Cluster(candidate.type))
        cluster.mentions.append(candidate)
        cluster.forms[form] = cluster.forms.get(form, 0) + 1
    return list(clusters.values())


def _setting(document: Document, clusters: list[_Cluster]) -> Setting:
    setting = Setting()
    for cluster in clusters:
        if cluster.type in ("Organization", "Place", "Facility", "Event"):
            for mention in cluster.mentions:
                for form in cluster.forms:
                    setting.note(mention.span.start, leading_divisions(form))
    if document.publisher:
        setting.note(10**9, leading_divisions(document.publisher))
    return setting


def _split_places(clusters: list[_Cluster], text: str) -> list[_Cluster]:
    """Give each unit of a chain of divisions its own cluster: 北京市海淀区 speaks of 北京市 and of 海淀区."""
    out: list[_Cluster] = []
    units: dict[str, _Cluster] = {}
    for cluster in clusters:
        form = next(iter(cluster.forms))
        parts = leading_divisions(form)
        if cluster.type != "Place" or len(parts) < 2 or parts[-1].end != len(form):
            out.append(cluster)
            continue
        for part in parts:
            own = units.get(part.name)
            if own is None:
                own = units[part.name] = _Cluster("Place")
                out.append(own)
            for mention in cluster.mentions:
                start = mention.span.start + part.start
                own.mentions.append(
                    Candidate(Span(start, mention.span.start + part.end), "Place", mention.origin, mention.confidence)
                )
                own.forms[part.name] = own.forms.get(part.name, 0) + 1
    merged: dict[tuple[str, str], _Cluster] = {}
    for cluster in out:
        key = (cluster.type, fold(next(iter(cluster.forms))))
        if key in merged and cluster.type == "Place":
            merged[key].absorb(cluster)
        else:
            merged[key] = cluster
    return list(merged.values())


def _bind_declared(clusters: list[_Cluster], text: str) -> list[_Cluster]:
    """Join declared short forms (以下简称…) to the name before them."""
    out = list(clusters)
    for found in _DECLARED.finditer(text):
        before = [c for c in out for m in c.mentions if m.span.end <= found.start() <= m.span.end + 2]
        short = next((c for c in out if fold(found.group(1)) in map(fold, c.forms)), None)
        if before and short and short is not before[-1] and short.type == before[-1].type:
            before[-1].absorb(short)
            out.remove(short)
    return out


def _join(clusters: list[_Cluster], setting: Setting) -> list[_Cluster]:
    """Join short forms to full names, each to the nearest that fits; what stays ambiguous stays apart."""
    out = sorted(clusters, key=lambda cluster: (-_length(cluster), cluster.first, cluster.type))
    for cluster in list(out):
        same = SAME.get(cluster.type)
        if same is None:
            continue
        short = fold(_longest(cluster))
        length = _length(cluster)
        fitting = [
            other
            for other in out
            if other is not cluster
            and other.type == cluster.type
            and _length(other) >= length
            and any(same(short, fold(form)) for form in other.forms if fold(form) != short)
        ]
        chosen = _nearest(cluster, fitting, setting)
        if chosen is not None:
            chosen.absorb(cluster)
            out.remove(cluster)
    return out


def _nearest(cluster: _Cluster, fitting: list[_Cluster], setting: Setting) -> _Cluster | None:
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    level = pointing_level(next(iter(cluster.forms)))
    if cluster.type != "Organization" or level is None:
        return None
    units = setting.at(cluster.first, level)
    named = [other for other in fitting if units and any(units[-1].name in form for form in other.forms)]
    return named[0] if len(named) == 1 else None


def _length(cluster: _Cluster) -> int:
    spelled = spell_out if cluster.type == "Organization" else fold
    return max(len(spelled(form)) for form in cluster.forms)


def _longest(cluster: _Cluster) -> str:
    return max(cluster.forms, key=lambda form: (len(fold(form)), form))


def _add_deictic(clusters: list[_Cluster], layout: Layout, setting: Setting) -> None:
    """Join 全市, 我区 … to the place that the document speaks of; name the place from a body's name if need be."""
    text = layout.flow.text
    spans = [sentence.span for sentence in layout.sentences]
    for span, level in deictic_places(text, spans):
        units = setting.at(span.start, level)
        if not units or any(m.span.overlaps(span) for c in clusters for m in c.mentions):
            continue
        name = units[-1].name
        place = next((c for c in clusters if c.type == "Place" and _is_place(c, name)), None)
        if place is None:
            place = _from_body(clusters, text, units[-1])
            if place is None:
                continue
            clusters.append(place)
        place.mentions.append(Candidate(span, "Place", "deictic", 0.7))
        form = text[span.start : span.end]
        place.forms[form] = place.forms.get(form, 0) + 1


def _is_place(cluster: _Cluster, name: str) -> bool:
    return any(form == name or SAME["Place"](form, name) for form in cluster.forms)


def _from_body(clusters: list[_Cluster], text: str, unit: Division) -> _Cluster | None:
    """Return a new place whose mention is the division within the first name that holds it."""
    for cluster in sorted(clusters, key=lambda c: c.first):
        for mention in cluster.mentions:
            at = text.find(unit.name, mention.span.start, mention.span.end)
            if at >= 0:
                span = Span(at, at + len(unit.name))
                return _Cluster("Place", {unit.name: 1}, [Candidate(span, "Place", "within-name", 0.6)])
    return None


def _add_repeats(clusters: list[_Cluster], text: str) -> list[_Cluster]:
    """Add the places where a name that was found once stands again and was not read there."""
    taken = [mention.span for cluster in clusters for mention in cluster.mentions]
    forms = sorted(
        ((form, cluster) for cluster in clusters for form in cluster.forms if _is_repeatable(cluster, form)),
        key=lambda entry: (-len(entry[0]), entry[0]),
    )
    for form, cluster in forms:
        for found in re.finditer(re.escape(form), text):
            span = Span(found.start(), found.end())
            if not any(other.overlaps(span) for other in taken):
                cluster.mentions.append(Candidate(span, cluster.type, "repeat", 0.7))
                taken.append(span)
    return clusters


def _is_repeatable(cluster: _Cluster, form: str) -> bool:
    return len(form) >= 3 or (cluster.type == "Person" and len(form) == 2)


def _to_referent(cluster: _Cluster, setting: Setting) -> Referent:
    name = _name(cluster)
    aliases = tuple(form for form in cluster.forms if form != name)
    confidence = round(max(mention.confidence for mention in cluster.mentions), 3)
    return Referent(cluster.type, name, _canonical(cluster, name, setting), aliases, min(confidence, 0.99))


def _name(cluster: _Cluster) -> str:
    forms = [form for form in cluster.forms if not re.fullmatch(r"[全我本该][省市区县州]", form)] or list(cluster.forms)
    return max(forms, key=lambda form: (len(fold(form)), cluster.forms[form], form))


def _canonical(cluster: _Cluster, name: str, setting: Setting) -> str:
    """Return the official name where the text gives the pieces, else the name."""
    if cluster.type == "Organization" and name in official_names():
        return official_names()[name]
    if cluster.type not in ("Organization", "Place", "Facility"):
        return fold(name) if cluster.type == "Work" else name
    units = leading_divisions(name)
    if units:
        return setting.full_name(units) + name[units[-1].end :]
    level = pointing_level(name) if cluster.type == "Organization" else None
    if level:
        units = setting.at(cluster.first, level)
        if units:
            return setting.full_name(units) + name[1:] if name[0] in "省市区县" else name
    return name
