"""The ontology against the vocabulary of the code, both ways, and its own lint."""

from collections import defaultdict

import pytest
from graph.example import example
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from unionkg import vocab
from unionkg.graph.build import document_quads, entity_index, entity_quads, reprint_quads
from unionkg.graph.kinds import read_ontology
from unionkg.iris import concept, term
from unionkg.resources import resource_dir

OWL = "http://www.w3.org/2002/07/owl#"
RDFS = vocab.PREFIXES["rdfs"]
SKOS = vocab.PREFIXES["skos"]
TYPE = NamedNode(vocab.PREFIXES["rdf"] + "type")


def iri(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return vocab.PREFIXES[prefix] + name


def declared(name: str, *kinds: str) -> set[str]:
    """Return the IRIs that a file declares to be of one of these types."""
    return {
        quad.subject.value
        for quad in read_ontology(name)
        if quad.predicate == TYPE and quad.object.value in kinds and isinstance(quad.subject, NamedNode)
    }


def labels(name: str, property_: str) -> dict[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    for quad in read_ontology(name):
        if quad.predicate.value == property_ and isinstance(quad.object, Literal):
            found[quad.subject.value].append((quad.object.language or "", quad.object.value))
    return found


def example_quads() -> list[Quad]:
    extractions, entities, run, settings = example()
    index = entity_index(entities)
    quads = [quad for extraction in extractions for quad in document_quads(extraction, index, run, settings)]
    documents = [extraction.document for extraction in extractions]
    copies = reprint_quads({documents[0].id: "a", documents[2].id: "a"}, documents, settings)
    return [*quads, *entity_quads(entities, extractions, settings), *copies]


def test_classes_are_those_of_the_vocabulary():
    """Each class of vocab.py is declared, and no other."""
    assert declared("unionkg", OWL + "Class") == {iri(curie) for curie in vocab.CLASSES}


def test_properties_are_those_of_the_vocabulary():
    """Each property of vocab.py is declared, and no other."""
    found = declared("unionkg", OWL + "ObjectProperty", OWL + "DatatypeProperty")
    assert found == {iri(curie) for curie in vocab.PROPERTIES}


@pytest.mark.parametrize("table", [vocab.CLASSES, vocab.PROPERTIES])
def test_vocabulary_lists_each_term_once(table):
    """No term stands twice in vocab.py."""
    assert len(set(table)) == len(table)


def test_every_term_is_labelled_and_explained():
    """Each term has one Chinese and one English label and an English comment."""
    terms = declared("unionkg", OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty")
    names, comments = labels("unionkg", RDFS + "label"), labels("unionkg", RDFS + "comment")
    assert {t for t in terms if sorted(lang for lang, _ in names[t]) != ["en", "zh"]} == set()
    assert {t for t in terms if [lang for lang, _ in comments[t]] != ["en"]} == set()
    assert {t for t in terms for _, text in comments[t] if not text.endswith(".")} == set()


def test_ontology_describes_only_what_it_declares():
    """No subject of unionkg.ttl lacks a type: a misspelt one would."""
    typed = {quad.subject for quad in read_ontology("unionkg") if quad.predicate == TYPE}
    assert {quad.subject for quad in read_ontology("unionkg")} == typed


def test_own_terms_that_the_ontology_refers_to_are_declared():
    """A super-property, domain or range in our namespace exists."""
    known = {iri(curie) for curie in (*vocab.CLASSES, *vocab.PROPERTIES)}
    used = {quad.object.value for quad in read_ontology("unionkg") if isinstance(quad.object, NamedNode)}
    assert {value for value in used if value.startswith(vocab.NAMESPACE)} <= known


def test_concepts_are_labelled_and_in_a_scheme():
    """Each concept has labels in both languages, one scheme and a notation that its IRI ends in."""
    concepts = declared("concepts", SKOS + "Concept")
    names, notations = labels("concepts", SKOS + "prefLabel"), labels("concepts", SKOS + "notation")
    schemes = {
        q.subject.value: q.object.value for q in read_ontology("concepts") if q.predicate.value == SKOS + "inScheme"
    }
    assert {c for c in concepts if sorted(lang for lang, _ in names[c]) != ["en", "zh"]} == set()
    assert set(schemes.values()) == declared("concepts", SKOS + "ConceptScheme")
    assert {c for c in concepts if not c.endswith(f"-{notations[c][0][1]}")} == set()
    assert set(schemes) == concepts


def test_modalities_and_bounds_are_concepts():
    """The closed lists of vocab.py are the schemes, both ways."""
    concepts = declared("concepts", SKOS + "Concept")
    for scheme, names in (("modality", vocab.MODALITIES), ("bound", vocab.BOUNDS)):
        found = {c for c in concepts if c.startswith(f"{vocab.NAMESPACE}{scheme}-")}
        assert found == {concept(scheme, name).value for name in names}


def test_a_suffix_belongs_to_one_kind_of_a_scheme():
    """Two kinds of one scheme never share a suffix or prefix, so that the kind does not depend on file order."""
    scheme = {q.subject: q.object for q in read_ontology("concepts") if q.predicate.value == SKOS + "inScheme"}
    seen = defaultdict(set)
    for quad in read_ontology("concepts"):
        if quad.predicate in (term("ukg:nameSuffix"), term("ukg:namePrefix")):
            seen[scheme[quad.subject], quad.predicate, quad.object.value].add(quad.subject.value)
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}


def test_the_graph_uses_only_declared_terms():
    """Each class and property that the builders write is declared in the ontology."""
    quads = example_quads()
    classes = {quad.object.value for quad in quads if quad.predicate == TYPE}
    assert classes <= {iri(curie) for curie in vocab.CLASSES}
    assert {quad.predicate.value for quad in quads} <= {iri(curie) for curie in vocab.PROPERTIES}


def test_the_example_uses_every_term():
    """The example covers the vocabulary, except what only standards' hierarchies, concepts and rarer dates need."""
    quads = example_quads()
    used = {quad.predicate.value for quad in quads} | {quad.object.value for quad in quads if quad.predicate == TYPE}
    rest = {curie for curie in (*vocab.CLASSES, *vocab.PROPERTIES) if iri(curie) not in used}
    assert rest == {
        "cpsv:PublicService",
        "rdf:Statement",
        "time:inXSDgYearMonth",
        "ukg:classifies",
        "ukg:impliesClass",
        "ukg:namePrefix",
        "ukg:nameSuffix",
    }


def test_concepts_that_the_graph_refers_to_exist():
    """Each IRI of our namespace in the graph is a term or a concept."""
    known = declared("concepts", SKOS + "Concept") | {iri(c) for c in (*vocab.CLASSES, *vocab.PROPERTIES)}
    used = {quad.object.value for quad in example_quads() if isinstance(quad.object, NamedNode)}
    assert {value for value in used if value.startswith(vocab.NAMESPACE)} <= known


@pytest.mark.parametrize("name", ["unionkg", "concepts"])
def test_no_blank_nodes_in_the_ontology(name):
    """What is loaded into a store with the data has no blank nodes."""
    terms = [node for quad in read_ontology(name) for node in (quad.subject, quad.object)]
    assert not any(isinstance(node, BlankNode) for node in terms)


def test_shapes_name_only_known_terms_and_all_relations():
    """The shapes refer to no unknown term of ours, and list each relation and modality."""
    quads = tuple(parse(path=str(resource_dir("ontology") / "shapes.ttl"), format=RdfFormat.TURTLE))
    used = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
    ours = {value for value in used if value.startswith(vocab.NAMESPACE)}
    shapes = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
    known = {iri(c) for c in (*vocab.CLASSES, *vocab.PROPERTIES)} | declared("concepts", SKOS + "Concept")
    assert ours - shapes <= known
    assert {iri(f"ukg:{name}") for name in (*vocab.RELATION_TYPES, vocab.OBSERVATION)} <= ours
    assert {concept("modality", name).value for name in vocab.MODALITIES} <= ours


def test_every_constraint_has_a_message_that_says_what_to_do():
    """A message has two sentences: what is wrong and what to do."""
    quads = tuple(parse(path=str(resource_dir("ontology") / "shapes.ttl"), format=RdfFormat.TURTLE))
    sh = "http://www.w3.org/ns/shacl#"
    messages = {str(q.subject): q.object.value for q in quads if q.predicate.value == sh + "message"}
    rests = {str(q.subject) for q in quads if q.predicate.value == sh + "path"}
    inner = {str(q.object) for q in quads if q.predicate.value == sh + "property"} & rests
    silent = {node for node in inner if node not in messages}
    # The alternatives inside sh:or have none of their own: their shape speaks.
    assert len(silent) == 4
    assert {text for text in messages.values() if not text.endswith(".")} == set()
