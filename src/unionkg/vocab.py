"""The vocabulary of the graph: names of classes and properties as the ontology declares them.

A test checks this table against `ontology/` both ways. Names are CURIEs over `PREFIXES`.
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

# Statements of these modalities are also asserted as plain triples.
ASSERTED = ("actual", "underway")

BOUNDS = ("at_least", "at_most", "approx")

# What a person can have decided on a statement.
REVIEWS = ("accepted", "rejected", "edited")

# Terms stay here whatever `settings.base_iri` says: a vocabulary of one's own would break the packaged queries.
NAMESPACE = "https://w3id.org/unionkg/ontology#"

PREFIXES = {
    "ukg": NAMESPACE,
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ENTITY_CLASSES = {
    "Person": "foaf:Person",
    "Organization": "org:FormalOrganization",
    "Initiative": "ukg:Initiative",
    "Facility": "ukg:Facility",
    "Event": "schema:Event",
    "Award": "ukg:Award",
    "Place": "schema:Place",
    "Group": "ukg:Group",
    "Work": "schema:CreativeWork",
}

CLASSES = (
    *ENTITY_CLASSES.values(),
    "cpsv:PublicService",
    "oa:SpecificResource",
    "oa:TextPositionSelector",
    "oa:TextQuoteSelector",
    "org:Membership",
    "org:Role",
    "prov:Activity",
    "prov:Entity",
    "qb:Observation",
    "rdf:Statement",
    "schema:NewsArticle",
    "schema:WorkersUnion",
    "time:Instant",
    "time:ProperInterval",
    "ukg:AwardGrant",
    "ukg:RejectedStatement",
    "ukg:Statement",
)

PROPERTIES = (
    *(f"ukg:{name}" for name in RELATION_TYPES),
    "ukg:observation",
    # entities
    "org:classification",
    "org:subOrganizationOf",
    "owl:sameAs",
    "rdf:type",
    "schema:containedInPlace",
    "skos:altLabel",
    "skos:prefLabel",
    "ukg:divisionCode",
    "ukg:kind",
    "ukg:pinyin",
    # statements
    "oa:hasTarget",
    "prov:wasAttributedTo",
    "prov:wasGeneratedBy",
    "prov:wasQuotedFrom",
    "rdf:object",
    "rdf:predicate",
    "rdf:subject",
    "ukg:confidence",
    "ukg:during",
    "ukg:grant",
    "ukg:membership",
    "ukg:modality",
    "ukg:origin",
    "ukg:review",
    "ukg:reviewedAt",
    "ukg:reviewedBy",
    "ukg:role",
    "ukg:roleOrder",
    "ukg:says",
    "ukg:timeText",
    # evidence
    "oa:end",
    "oa:exact",
    "oa:hasSelector",
    "oa:hasSource",
    "oa:prefix",
    "oa:start",
    "oa:suffix",
    # memberships, grants and time
    "org:member",
    "org:memberDuring",
    "org:organization",
    "org:role",
    "schema:endDate",
    "schema:startDate",
    "time:hasBeginning",
    "time:hasEnd",
    "time:inXSDDate",
    "time:inXSDgYear",
    "time:inXSDgYearMonth",
    "ukg:award",
    "ukg:conferrer",
    "ukg:recipient",
    # observations
    "sdmx-attribute:unitMeasure",
    "sdmx-dimension:refArea",
    "sdmx-dimension:refPeriod",
    "sdmx-measure:obsValue",
    "ukg:bound",
    "ukg:counted",
    "ukg:lowerBound",
    "ukg:measure",
    "ukg:observationOf",
    "ukg:unitKind",
    "ukg:upperBound",
    # documents and runs
    "dcterms:isVersionOf",
    "schema:articleBody",
    "schema:author",
    "schema:datePublished",
    "schema:headline",
    "schema:inLanguage",
    "schema:mentions",
    "schema:publisher",
    "schema:softwareVersion",
    "ukg:path",
    "ukg:settingsSha256",
    "ukg:sha256",
    # concepts
    "ukg:classifies",
    "ukg:impliesClass",
    "ukg:namePrefix",
    "ukg:nameSuffix",
)
