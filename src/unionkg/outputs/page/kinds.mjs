// How types of nodes, relations and modalities look and read. Types the page does not know get `OTHER`.

const OTHER = { zh: "其他", en: "Other", glyph: "？", shape: "circle", light: "#5f6368", dark: "#aab0b8" };

// Colours keep 4.5:1 against their glyph and are told apart by shape and character first.
const TYPES = {
  Person: { zh: "人物", en: "People", glyph: "人", shape: "circle", light: "#0069a6", dark: "#6db9f0" },
  Organization: { zh: "机构", en: "Organisations", glyph: "机", shape: "square", light: "#a6480a", dark: "#f0a067" },
  Initiative: { zh: "举措", en: "Initiatives", glyph: "举", shape: "hexagon", light: "#00755a", dark: "#56c7a4" },
  Facility: { zh: "设施", en: "Facilities", glyph: "设", shape: "house", light: "#6648a0", dark: "#b9a3ef" },
  Event: { zh: "活动", en: "Events", glyph: "会", shape: "triangle", light: "#876000", dark: "#dcb64a" },
  Award: { zh: "荣誉", en: "Awards", glyph: "奖", shape: "burst", light: "#ad1f4b", dark: "#f58aa8" },
  Place: { zh: "地点", en: "Places", glyph: "地", shape: "diamond", light: "#586573", dark: "#a9b6c4" },
  Group: { zh: "群体", en: "Groups", glyph: "群", shape: "pill", light: "#23707f", dark: "#6cc4d4" },
  Work: { zh: "文件", en: "Documents", glyph: "文", shape: "sheet", light: "#94397f", dark: "#e295cf" },
};

export const TYPE_ORDER = Object.keys(TYPES);

// Paths of radius 1; canvas, legend and SVG draw the same ones.
export const SHAPES = {
  circle: "M1,0A1,1 0 1 1 -1,0A1,1 0 1 1 1,0Z",
  square: "M-.6,-.9H.6Q.9,-.9 .9,-.6V.6Q.9,.9 .6,.9H-.6Q-.9,.9 -.9,.6V-.6Q-.9,-.9 -.6,-.9Z",
  hexagon: "M1.08,0L.54,.94L-.54,.94L-1.08,0L-.54,-.94L.54,-.94Z",
  house: "M0,-1.12L1.05,-.3L.86,.95H-.86L-1.05,-.3Z",
  triangle: "M-.16,-1.2Q0,-1.42 .16,-1.2L1.28,.72Q1.38,.98 1.1,.98H-1.1Q-1.38,.98 -1.28,.72Z",
  burst: burst(9, 1.16, 0.93),
  diamond: "M0,-1.22L1.22,0L0,1.22L-1.22,0Z",
  pill: "M-.55,-.78H.55A.78,.78 0 0 1 .55,.78H-.55A.78,.78 0 0 1 -.55,-.78Z",
  sheet: "M-.78,-1.02H.38L.78,-.62V1.02H-.78Z",
};

const GLYPH_SHIFT = { triangle: 0.3, house: 0.12 };

function burst(points, outer, inner) {
  const corners = Array.from({ length: points * 2 }, (_, i) => {
    const angle = (i * Math.PI) / points - Math.PI / 2;
    const radius = i % 2 ? inner : outer;
    return `${(radius * Math.cos(angle)).toFixed(3)},${(radius * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${corners.join("L")}Z`;
}

/** Return how nodes of `type` look: words, glyph and its shift down, path, colours. */
export function typeStyle(type) {
  const style = TYPES[type] ?? OTHER;
  return { ...style, path: SHAPES[style.shape], shift: GLYPH_SHIFT[style.shape] ?? 0.04 };
}

// Forward heading, heading seen from the object, and the sentence of a path: {a}, {b}, {r} are filled in.
const RELATIONS = {
  holdsRole: ["任职", "任职人员", "{a}任{b}{r}", "Roles", "Role holders", "{a} is {r} at {b}"],
  attended: ["参加活动", "参加者", "{a}参加{b}", "Attended", "Attended by", "{a} attended {b}"],
  memberOf: ["成员身份", "成员", "{a}是{b}的成员", "Member of", "Members", "{a} is a member of {b}"],
  partOf: ["隶属", "下属", "{a}隶属于{b}", "Part of", "Parts", "{a} is part of {b}"],
  locatedIn: ["位于", "所在的机构与设施", "{a}位于{b}", "Located in", "Located here", "{a} is located in {b}"],
  operates: ["开展与运营", "开展与运营方", "{a}开展{b}", "Operates", "Operated by", "{a} operates {b}"],
  partneredWith: ["合作", "合作", "{a}与{b}合作", "Partners", "Partners", "{a} works with {b}"],
  targets: ["服务对象", "面向该群体的举措", "{a}面向{b}", "Serves", "Served by", "{a} serves {b}"],
  received: ["所获荣誉", "获得者", "{a}获得{b}", "Received", "Recipients", "{a} received {b}"],
  conferredBy: ["颁发单位", "颁发的荣誉", "{a}由{b}颁发", "Conferred by", "Confers", "{a} is conferred by {b}"],
  delivered: ["所作报告", "报告人", "{a}作{b}", "Delivered", "Delivered by", "{a} delivered {b}"],
  authored: ["编写与印发", "编写与印发方", "{a}编写或印发{b}", "Issued", "Issued by", "{a} issued {b}"],
  heldAt: ["举办地", "在此举办", "{a}在{b}举行", "Held at", "Held here", "{a} was held at {b}"],
  organizedBy: ["主办方", "主办的活动", "{a}由{b}主办", "Organised by", "Organised", "{a} was organised by {b}"],
};

export const RELATION_ORDER = Object.keys(RELATIONS);

/** Return heading of a relation type in `language`, seen from its subject or (`inverse`) its object. */
export function relationName(type, language, inverse = false) {
  const row = RELATIONS[type];
  if (!row) return type;
  return row[(language === "zh" ? 0 : 3) + (inverse ? 1 : 0)];
}

/** Return the pattern of the sentence that an edge of `type` to a node of `target` says. */
export function relationSentence(type, target, language) {
  const row = RELATIONS[type];
  if (type === "operates" && target === "Facility" && language === "zh") return "{a}建设运营{b}";
  if (!row) return `{a} — ${type} — {b}`;
  return row[language === "zh" ? 2 : 5];
}

// Short name, what it means, and how the line is drawn.
const MODALITIES = {
  actual: ["实际", "文中说已经如此", "Actual", "stated as a fact", "actual"],
  underway: ["进行中", "文中说正在进行", "Under way", "stated as under way", "actual"],
  planned: ["计划", "文中说将要去做", "Planned", "stated as a plan", "planned"],
  demanded: ["要求", "文中说应当去做", "Demanded", "stated as a demand", "planned"],
  past: ["曾经", "文中说曾经如此", "Past", "stated as past", "past"],
  negated: ["否定", "文中说并非如此", "Negated", "stated as not so", "past"],
};

export const MODALITY_ORDER = Object.keys(MODALITIES);

export function modalityName(modality, language) {
  const row = MODALITIES[modality];
  return row ? row[language === "zh" ? 0 : 2] : modality;
}

export function modalityMeaning(modality, language) {
  const row = MODALITIES[modality];
  return row ? row[language === "zh" ? 1 : 3] : modality;
}

/** Return the line of a modality: `actual` solid, `planned` dashed, `past` faded. */
export function modalityLine(modality) {
  return MODALITIES[modality]?.[4] ?? "actual";
}
