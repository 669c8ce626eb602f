// What the page says, in Chinese and English.

const WORDS = {
  search: ["搜索", "Search"],
  searchHint: ["搜索姓名、机构、职务、拼音或原文……（按 / 键）", "Search names, roles, pinyin or quotes… (press /)"],
  searchHintShort: ["搜索姓名、机构、职务、原文", "Search names, roles, quotes"],
  noHits: ["没有找到。换个写法，或输入拼音首字母试试。", "Nothing found. Try another spelling or pinyin initials."],
  hitEntities: ["实体", "Entities"],
  hitRoles: ["职务", "Roles"],
  hitQuotes: ["原文", "Quotes"],
  table: ["表格", "Table"],
  graph: ["图", "Graph"],
  list: ["列表", "List"],
  filters: ["筛选", "Filters"],
  help: ["帮助", "Help"],
  dark: ["深色", "Dark"],
  types: ["实体类型", "Entity types"],
  relations: ["关系", "Relations"],
  modalities: ["说法", "Status"],
  time: ["时间", "Time"],
  timeFrom: ["起", "From"],
  timeTo: ["止", "To"],
  timeNote: ["按关系的有效时间；原文没写的，按报道日期。", "By validity; where the text states none, by date of the report."],
  timeUndated: ["另有 {n} 条没有日期，一直显示。", "{n} without a date are always shown."],
  timeSingle: ["全部关系都在 {when}。", "All relations date from {when}."],
  timeNone: ["没有日期可供筛选。", "There are no dates to filter by."],
  reset: ["清除筛选", "Clear filters"],
  only: ["只看", "Only"],
  all: ["全选", "All"],
  scopeCore: ["重点 {n}", "Key {n}"],
  scopeAll: ["全部有关系的 {n}", "All with relations {n}"],
  loneNote: ["另有 {n} 个实体没有关系，不在图上；可以搜索，或在表格里看。", "{n} more have no relations and are not drawn; search for them or see the table."],
  earlier: ["{when} 及更早", "{when} and earlier"],
  scopeLabel: ["显示范围", "Scope"],
  scopeFocus: ["只看“{name}”及相邻", "Only “{name}” and neighbours"],
  leaveFocus: ["返回全图", "Back to the graph"],
  status: ["显示 {n} / {all} 个实体 · {m} / {edges} 条关系", "{n} of {all} entities · {m} of {edges} relations"],
  nothingShown: ["当前筛选下没有可显示的内容。", "Nothing passes the current filters."],
  subtitle: ["{n} 个实体 · {m} 条关系 · {d} 篇报道", "{n} entities · {m} relations · {d} reports"],
  zoomIn: ["放大", "Zoom in"],
  zoomOut: ["缩小", "Zoom out"],
  fit: ["看全图", "Fit to window"],
  undo: ["撤销", "Undo"],
  redo: ["重做", "Redo"],
  groups: ["群落", "Clusters"],
  groupsHint: ["给联系紧密的实体加底色", "Tint entities that are closely linked"],
  exportPng: ["导出 PNG 图片", "Export PNG"],
  exportSvg: ["导出 SVG 矢量图", "Export SVG"],
  exportCsv: ["导出 CSV 表格", "Export CSV"],
  exportMenu: ["导出", "Export"],
  exported: ["已保存 {name}", "Saved {name}"],
  start: ["从这里开始", "Start here"],
  startText: [
    "点图上的实体看它的资料，点连线读原文。也可以从联系最多的实体开始：",
    "Click an entity for its card, a line for the sentence behind it. Or start with the best connected:",
  ],
  startList: ["搜索，或从联系最多的实体开始：", "Search, or start with the best connected:"],
  linesTitle: ["线的含义", "Lines"],
  lineActual: ["实线：实际、进行中", "Solid: actual, under way"],
  linePlanned: ["虚线：计划、要求", "Dashed: planned, demanded"],
  linePast: ["淡线：曾经、否定", "Faded: past, negated"],
  lineThick: ["粗线：两者之间有多条关系", "Thick: several relations between the two"],
  keysTitle: ["快捷键", "Keys"],
  keys: [
    "/ 搜索 · 方向键 走到相邻实体 · Esc 取消选择 · + − 0 缩放 · Ctrl+Z 撤销",
    "/ search · arrows to neighbours · Esc clear · + − 0 zoom · Ctrl+Z undo",
  ],
  relationCount: ["{n} 条关系", "{n} relations"],
  aka: ["又称", "Also called"],
  pathTo: ["查找路径", "Find a path"],
  focus: ["只看它和相邻", "Only this and neighbours"],
  expand: ["展开相邻（{n}）", "Show neighbours ({n})"],
  hide: ["隐藏", "Hide"],
  showInGraph: ["在图中看", "Show in graph"],
  roles: ["任职", "Roles"],
  rolesOf: ["任职人员", "Role holders"],
  looseRole: ["原文未写明单位", "organisation not stated"],
  figures: ["数据", "Figures"],
  chartNote: ["{from} 至 {to} 的变化", "From {from} to {to}"],
  documents: ["相关报道", "Reports"],
  quotes: ["原文 {n}", "Quotes {n}"],
  readQuotes: ["读 {n} 处原文：{what}", "Read {n} quotes: {what}"],
  filteredOut: ["另有 {n} 条关系被筛选隐藏。", "{n} more relations are filtered out."],
  moreRows: ["显示其余 {n} 条", "Show {n} more"],
  noRelations: ["没有与其他实体的关系。", "No relations to other entities."],
  between: ["两者之间的关系", "Relations between the two"],
  evidence: ["{n} 处原文", "{n} quotes"],
  saidBy: ["说话人：{who}", "Said by {who}"],
  statedTime: ["文中时间：{time}", "Time in text: {time}"],
  confidence: ["可信度 {n}%", "Confidence {n}%"],
  rule: ["抽取规则 {rule}", "Rule {rule}"],
  copyHint: ["点击复制引文", "Click to copy the citation"],
  copy: ["复制引文", "Copy citation"],
  copied: ["已复制引文", "Citation copied"],
  copyFailed: ["浏览器不允许复制，请手动选择文字。", "The browser refused to copy; select the text by hand."],
  fullText: ["看全文", "Full text"],
  closeText: ["收起全文", "Close full text"],
  untitled: ["（无标题）", "(untitled)"],
  noText: ["页面里没有这篇报道的全文。", "The page does not hold this report's text."],
  undated: ["日期不详", "undated"],
  pathTitle: ["路径：{n} 步", "Path: {n} steps"],
  pathPick: ["从“{name}”到……请在图上点另一个实体，或搜索它。", "From “{name}” to… pick another entity in the graph or search for it."],
  pathNone: ["当前筛选下，“{a}”与“{b}”之间没有路径。", "Under the current filters no path joins “{a}” and “{b}”."],
  cancel: ["取消", "Cancel"],
  close: ["关闭", "Close"],
  atLeast: ["不少于", "at least "],
  atMost: ["不超过", "at most "],
  approx: ["约", "about "],
  asOf: ["截至 {when}", "as of {when}"],
  during: ["{from} 至 {to}", "{from} to {to}"],
  tableRelations: ["关系（{n}）", "Relations ({n})"],
  tableEntities: ["实体（{n}）", "Entities ({n})"],
  tableNote: ["随左侧筛选变化，含图上未显示的；点表头排序。", "Follows the filters, includes what the graph leaves out; click a heading to sort."],
  colSubject: ["主体", "Subject"],
  colRelation: ["关系", "Relation"],
  colObject: ["客体", "Object"],
  colStatus: ["说法", "Status"],
  colTime: ["时间", "Time"],
  colQuote: ["原文", "Quote"],
  colSource: ["来源", "Source"],
  colName: ["名称", "Name"],
  colType: ["类型", "Type"],
  colKind: ["种类", "Kind"],
  colAliases: ["别称", "Also called"],
  colCount: ["关系数", "Relations"],
  colReports: ["报道数", "Reports"],
  until: ["至今", "present"],
  emptyTitle: ["没有找到实体和关系", "No entities or relations were found"],
  graphHelp: [
    "关系图。方向键在相邻实体间移动，回车打开资料，Esc 取消选择；表格视图内容相同。",
    "Graph. Arrow keys move between neighbours, Enter opens the card, Escape clears; the table holds the same content.",
  ],
  newTabHint: ["有 {n} 个相邻实体没有显示", "{n} neighbours are not shown"],
};

const state = { language: "zh" };

export function language() {
  return state.language;
}

export function setLanguage(code) {
  state.language = code === "en" ? "en" : "zh";
}

/** Return the words for `key` in the language of the page, `{name}` filled from `values`. */
export function t(key, values = {}) {
  const entry = WORDS[key];
  if (!entry) throw new Error(`no words for ${key}`);
  return format(entry[state.language === "zh" ? 0 : 1], values);
}

/** Return `pattern` with `{name}` replaced by `values.name`; values are inserted as they are. */
export function format(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const WORD_KEYS = Object.keys(WORDS);
