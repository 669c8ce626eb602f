"""What the pages call things, in Chinese and English: the words of the explorer (`page/kinds.mjs`); a test compares."""

Words = tuple[str, str]
"""The same words in Chinese and English."""

TYPES: dict[str, Words] = {
    "Person": ("人物", "People"),
    "Organization": ("机构", "Organisations"),
    "Initiative": ("举措", "Initiatives"),
    "Facility": ("设施", "Facilities"),
    "Event": ("活动", "Events"),
    "Award": ("荣誉", "Awards"),
    "Place": ("地点", "Places"),
    "Group": ("群体", "Groups"),
    "Work": ("文件", "Documents"),
}

# Heading of a relation seen from its subject, and from its object.
RELATIONS: dict[str, tuple[Words, Words]] = {
    "holdsRole": (("任职", "Roles"), ("任职人员", "Role holders")),
    "attended": (("参加活动", "Attended"), ("参加者", "Attended by")),
    "memberOf": (("成员身份", "Member of"), ("成员", "Members")),
    "partOf": (("隶属", "Part of"), ("下属", "Parts")),
    "locatedIn": (("位于", "Located in"), ("所在的机构与设施", "Located here")),
    "operates": (("开展与运营", "Operates"), ("开展与运营方", "Operated by")),
    "partneredWith": (("合作", "Partners"), ("合作", "Partners")),
    "targets": (("服务对象", "Serves"), ("面向该群体的举措", "Served by")),
    "received": (("所获荣誉", "Received"), ("获得者", "Recipients")),
    "conferredBy": (("颁发单位", "Conferred by"), ("颁发的荣誉", "Confers")),
    "delivered": (("所作报告", "Delivered"), ("报告人", "Delivered by")),
    "authored": (("编写与印发", "Issued"), ("编写与印发方", "Issued by")),
    "heldAt": (("举办地", "Held at"), ("在此举办", "Held here")),
    "organizedBy": (("主办方", "Organised by"), ("主办的活动", "Organised")),
}

MODALITIES: dict[str, Words] = {
    "actual": ("实际", "Actual"),
    "underway": ("进行中", "Under way"),
    "planned": ("计划", "Planned"),
    "demanded": ("要求", "Demanded"),
    "past": ("曾经", "Past"),
    "negated": ("否定", "Negated"),
}

BOUNDS: dict[str, Words] = {"at_least": ("至少", "at least"), "at_most": ("至多", "at most"), "approx": ("约", "about")}


def modality(name: str) -> Words:
    """Return the words for a modality; one that is not known is shown by its name."""
    return MODALITIES.get(name, (name, name))


def heading(relation: str, *, is_inverse: bool) -> Words:
    """Return the heading of a relation, seen from its subject or (`is_inverse`) its object."""
    return RELATIONS.get(relation, ((relation, relation), (relation, relation)))[is_inverse]
