// Nodes, edges, documents and witnesses as the page handles them, made from columns; what is rarely asked for is made late.

/** Return the rows of a numbered column as strings, null for none; equal strings are one. */
export function strings(column) {
  const values = [null, ...column.values.map(plain)];
  return column.rows.map((row) => values[row]);
}

// A name has no use for characters that turn the direction of what follows it: they would garble the whole line.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

const plain = (text) => text.replace(TURNS, "");

function sparse(entries) {
  return new Map(entries);
}

const NONE = Object.freeze([]);

class Document {
  constructor(texts, fields) {
    Object.assign(this, fields);
    Object.defineProperty(this, "texts", { value: texts });
  }

  /** The text, or null while its pack is not unpacked. */
  get text() {
    return this.texts.of(this.number);
  }
}

class Witness {
  constructor(fields, said) {
    Object.assign(this, fields);
    this.said = said;
  }

  /** The exact quote; null while the text of its document is not unpacked. */
  get quote() {
    return this.said ?? this.document?.text?.slice(this.start, this.end) ?? null;
  }
}

// Tens of thousands are made when the page opens: fields one by one, in the same order, are the quickest.
class Node {
  constructor(shelf, number, type, kind, core) {
    const { node } = shelf;
    this.id = node.id[number];
    this.number = number;
    this.label = plain(node.label[number]);
    this.type = type;
    this.kind = kind;
    this.x = node.x[number];
    this.y = node.y[number];
    this.group = node.group[number];
    this.score = node.score[number];
    this.core = core;
    this.aliases = shelf.aliases.get(number)?.map(plain) ?? NONE;
    this.pinyin = node.pinyin[number];
    this.initials = node.initials[number];
    this.degree = 0;
    this.shelf = shelf;
  }

  get documents() {
    return this.shelf.node.documents[this.number].map((number) => this.shelf.documents[number]);
  }

  get figures() {
    const rows = this.shelf.figures.get(this.number) ?? [];
    return rows.map((row) => ({ ...row, witnesses: (row.witnesses ?? []).map((one) => this.shelf.fromRow(one)) }));
  }
}

class Edge {
  constructor(table, witnesses, number, firstWitness) {
    this.id = table.id[number];
    this.number = number;
    this.source = table.from[number];
    this.target = table.to[number];
    this.from = "";
    this.to = "";
    this.type = "";
    this.label = "";
    this.role = null;
    this.modality = null;
    this.start = null;
    this.end = null;
    this.order = table.order[number] || null;
    this.sources = table.sources[number];
    this.count = table.count[number];
    this.firstWitness = firstWitness;
    this.first = null;
    this.last = null;
    this.table = witnesses;
  }

  /** One record for each statement behind the edge. */
  get witnesses() {
    return Array.from({ length: this.count }, (_, i) => this.table.at(this.firstWitness + i));
  }

  /** The numbers of the documents behind the edge. */
  get documentNumbers() {
    return this.table.document.slice(this.firstWitness, this.firstWitness + this.count);
  }
}

// Witnesses of edges, as columns.
class WitnessTable {
  constructor(columns, documents) {
    this.documents = documents;
    this.document = columns.document;
    this.start = columns.start;
    this.end = columns.end;
    this.confidence = columns.confidence;
    for (const name of ["modality", "origin", "speaker", "time"]) this[name] = columns[name];
    this.quote = sparse(columns.quote);
  }

  value(name, i) {
    const row = this[name].rows[i];
    return row ? this[name].values[row - 1] : null;
  }

  at(i) {
    const document = this.documents[this.document[i]] ?? null;
    const said = this.quote.get(i) ?? null;
    const isExact = document && said === null && this.start[i] >= 0;
    return new Witness(
      {
        document,
        start: isExact ? this.start[i] : null,
        end: isExact ? this.end[i] : null,
        modality: this.value("modality", i),
        confidence: this.confidence[i],
        origin: this.value("origin", i),
        speaker: this.value("speaker", i),
        time: this.value("time", i),
      },
      isExact ? null : (said ?? ""),
    );
  }
}

/** Return the documents with their metadata; their texts come from `texts`. */
export function readDocuments(columns, texts) {
  const [publishers, dates] = [strings(columns.publisher), strings(columns.published)];
  return columns.id.map(
    (id, number) =>
      new Document(texts, {
        id,
        number,
        title: columns.title[number],
        path: columns.path[number],
        publisher: publishers[number],
        published: dates[number],
        size: columns.size[number],
      }),
  );
}

/** Return the nodes; `columns` names the fields of a figure's witness. */
export function readNodes(table, documents, columns) {
  const [types, kinds] = [strings(table.type), strings(table.kind)];
  const core = new Map(table.core.map(([number, ...seat]) => [number, seat]));
  const fromRow = (row) => {
    const { document: number, quote, ...fields } = Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]));
    const document = documents[number] ?? null;
    const isExact = document && quote === null && fields.start !== null;
    return new Witness({ ...fields, document, start: isExact ? fields.start : null }, isExact ? null : (quote ?? ""));
  };
  const shelf = { node: table, documents, aliases: sparse(table.aliases), figures: sparse(table.figures), fromRow };
  return table.id.map((_, number) => new Node(shelf, number, types[number], kinds[number], core.get(number)));
}

/** Return edges between `nodes`, numbered from 0; an end that no node has is "". */
export function readEdges(table, nodes, documents) {
  const words = Object.fromEntries(["type", "label", "role", "modality", "start", "end"].map((name) => [name, strings(table[name])]));
  const witnesses = new WitnessTable(table.witnesses, documents);
  const edges = [];
  let next = 0;
  for (let number = 0; number < table.id.length; number += 1) {
    const edge = new Edge(table, witnesses, number, next);
    next += edge.count;
    edge.from = nodes[edge.source].id;
    edge.to = nodes[edge.target]?.id ?? "";
    edge.type = words.type[number];
    edge.label = words.label[number];
    edge.role = words.role[number];
    edge.modality = words.modality[number];
    edge.start = words.start[number];
    edge.end = words.end[number];
    edges.push(edge);
  }
  return edges;
}
