"""The vocabulary of the graph: names of classes and properties as the ontology declares them.

A test checks this table against `ontology/` both ways.
"""

ENTITY_TYPES = (
    "Person",
    "Organization",
    "Initiative",
    "Facility",
    "Event",
    "Award",
    "Place",
    "Group",
    "Work",
)

RELATION_TYPES = (
    "holdsRole",
    "attended",
    "memberOf",
    "partOf",
    "locatedIn",
    "operates",
    "partneredWith",
    "targets",
    "received",
    "conferredBy",
    "delivered",
    "authored",
    "heldAt",
    "organizedBy",
)

OBSERVATION = "observation"

# The ladder of the prose, and the status that the interchange format makes of each rung (None: left out).
MODALITIES = {
    "actual": "actual",
    "underway": "actual",
    "planned": "planned",
    "demanded": "planned",
    "past": "past",
    "negated": None,
}

BOUNDS = ("at_least", "at_most", "approx")
