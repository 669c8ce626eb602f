"""What the full property graph adds to the compact one: the n-ary nodes of the RDF, and the triples between nodes."""

from collections.abc import Callable, Iterator

from unionkg.graph.facts import Nodes, local, tail, values
from unionkg.graph.spool import Value

# For each class of the RDF its label and the properties that it keeps: name, property, kind.
# `concept` is the name of a concept in its scheme, `tail` the last step of an IRI, `label` that of the node it names.
_ADDED: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "schema:NewsArticle": (
        "Document",
        (
            ("name", "schema:headline", "string"),
            ("path", "ukg:path", "string"),
            ("publisher", "schema:publisher", "string"),
            ("published", "schema:datePublished", "string"),
            ("authors", "schema:author", "string[]"),
            ("language", "schema:inLanguage", "string"),
            ("sha256", "ukg:sha256", "string"),
            ("text", "schema:articleBody", "string"),
        ),
    ),
    "ukg:Statement": (
        "Statement",
        (
            ("relation", "rdf:predicate", "tail"),
            ("modality", "ukg:modality", "concept"),
            ("confidence", "ukg:confidence", "float"),
            ("origin", "ukg:origin", "string"),
            ("role", "ukg:role", "label"),
            ("order", "ukg:roleOrder", "int"),
            ("timeText", "ukg:timeText", "string"),
            ("validFrom", "schema:startDate", "string"),
            ("validTo", "schema:endDate", "string"),
        ),
    ),
    "org:Membership": (
        "Membership",
        (
            ("role", "org:role", "label"),
            ("modality", "ukg:modality", "concept"),
            ("validFrom", "schema:startDate", "string"),
            ("validTo", "schema:endDate", "string"),
        ),
    ),
    "ukg:AwardGrant": (
        "AwardGrant",
        (("validFrom", "schema:startDate", "string"), ("validTo", "schema:endDate", "string")),
    ),
    "qb:Observation": (
        "Observation",
        (
            ("measure", "ukg:measure", "string"),
            ("value", "sdmx-measure:obsValue", "float"),
            ("unit", "sdmx-attribute:unitMeasure", "string"),
            ("bound", "ukg:bound", "concept"),
            ("lowerBound", "ukg:lowerBound", "float"),
            ("upperBound", "ukg:upperBound", "float"),
            ("counted", "ukg:counted", "string"),
            ("modality", "ukg:modality", "concept"),
            ("validFrom", "schema:startDate", "string"),
            ("validTo", "schema:endDate", "string"),
        ),
    ),
}

# Triples between two nodes of the full shape, and the type of the edge that each becomes. No type is a label in
# capitals: several databases keep both in one catalogue and ignore case.
_LINKS = {
    "rdf:subject": "SUBJECT",
    "rdf:object": "OBJECT",
    "prov:wasAttributedTo": "ATTRIBUTED_TO",
    "ukg:membership": "STATES_MEMBERSHIP",
    "ukg:grant": "STATES_GRANT",
    "oa:hasTarget": "HAS_EVIDENCE",
    "oa:hasSource": "IN_DOCUMENT",
    "schema:mentions": "MENTIONS",
    "org:member": "HAS_MEMBER",
    "org:organization": "AT_ORGANIZATION",
    "ukg:recipient": "HAS_RECIPIENT",
    "ukg:award": "OF_AWARD",
    "ukg:conferrer": "HAS_CONFERRER",
    "ukg:observationOf": "OBSERVATION_OF",
    "sdmx-dimension:refArea": "REFERENCE_AREA",
}


def nary_nodes(read: Nodes) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Yield ID, label and properties of documents, statements, memberships, grants, observations and evidence."""
    readers: dict[str, Callable[[list[str]], Value]] = {
        "string": lambda found: found[0],
        "string[]": tuple,
        "int": lambda found: int(found[0]),
        "float": lambda found: float(found[0]),
        "tail": lambda found: tail(found[0]),
        "concept": lambda found: tail(found[0]).partition("-")[2],
        "label": lambda found: read.name(found[0]) or "",
    }
    for class_, (label, fields) in _ADDED.items():
        for iri in read.of_class(class_):
            about = read.about(iri)
            columns = ((name, values(about, curie), readers[kind]) for name, curie, kind in fields)
            yield local(iri), label, {name: convert(found) for name, found, convert in columns if found}
    for iri in read.of_class("oa:SpecificResource"):
        quote = read.quote(iri)
        if quote:
            yield local(iri), "Evidence", {"quote": quote[3], "startOffset": quote[1], "endOffset": quote[2]}


def nary_links(read: Nodes) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and type of each triple of `_LINKS`; the ends need not be nodes."""
    for curie, type_ in _LINKS.items():
        for source, target in read.links(curie):
            yield local(source), local(target), type_
