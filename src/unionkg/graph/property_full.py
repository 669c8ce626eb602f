"""What the full property graph adds to the compact one: the n-ary nodes of the RDF, and the triples between nodes."""

from collections.abc import Callable, Iterator

from unionkg.graph.facts import Facts, local, tail

# What a property may hold; dates are ISO text at their stated precision (a partial date is no date to a database).
Value = str | int | float | bool | tuple[str, ...]

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


def nary_nodes(facts: Facts) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Yield ID, label and properties of documents, statements, memberships, grants, observations and evidence."""
    labels = facts.one("skos:prefLabel")
    readers: dict[str, Callable[[list[str]], Value]] = {
        "string": lambda values: values[0],
        "string[]": tuple,
        "int": lambda values: int(values[0]),
        "float": lambda values: float(values[0]),
        "tail": lambda values: tail(values[0]),
        "concept": lambda values: tail(values[0]).partition("-")[2],
        "label": lambda values: labels.get(values[0], ""),
    }
    for class_, (label, fields) in _ADDED.items():
        columns = [(name, facts.many(curie), readers[kind]) for name, curie, kind in fields]
        for iri in facts.of_class(class_):
            yield local(iri), label, {name: read(column[iri]) for name, column, read in columns if iri in column}
    for iri, (_, start, end, quote) in facts.quotes().items():
        yield local(iri), "Evidence", {"quote": quote, "startOffset": start, "endOffset": end}


def nary_links(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and type of each triple of `_LINKS`; the ends need not be nodes."""
    for curie, type_ in _LINKS.items():
        for subject, objects in facts.many(curie).items():
            for target in objects:
                yield local(subject), local(target), type_
