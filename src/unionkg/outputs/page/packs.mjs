// The packs that the page carries: JSON, gzipped, in base64. Texts are unpacked when somebody asks for them.

const PACKS_KEPT = 48;

/** Return what the pack `name` of the page holds. */
export async function unpack(name) {
  const bytes = fromBase64(document.getElementById(`pack-${name}`).textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/**
 * The texts of the documents. `portions` says how many documents each pack holds, `load` returns a pack by its number.
 * Packs used last stay unpacked, so that a page over thousands of reports does not fill the memory.
 */
export class Texts {
  constructor(portions, load) {
    this.load = load;
    this.packOf = portions.flatMap((count, pack) => Array.from({ length: count }, () => pack));
    this.firstOf = portions.map((_, pack) => portions.slice(0, pack).reduce((sum, count) => sum + count, 0));
    this.ready = new Map();
    this.waiting = new Map();
  }

  get packs() {
    return this.firstOf.length;
  }

  /** Return the text of document `number`, or null while its pack is not unpacked. */
  of(number) {
    const pack = this.packOf[number];
    const texts = this.ready.get(pack);
    if (!texts) return null;
    this.ready.delete(pack);
    this.ready.set(pack, texts);
    return texts[number - this.firstOf[pack]];
  }

  /** Return null when the texts of all `numbers` are there, else a promise that they will be. */
  need(numbers) {
    const missing = new Set();
    for (const number of numbers) {
      const pack = this.packOf[number];
      if (pack !== undefined && !this.ready.has(pack)) missing.add(pack);
    }
    return missing.size ? Promise.all([...missing].map((pack) => this.#unpack(pack))) : null;
  }

  /** Yield `[number of the first document, texts]` of each pack, one after the other; nothing more is kept than was. */
  async *all() {
    for (let pack = 0; pack < this.packs; pack += 1) {
      yield [this.firstOf[pack], this.ready.get(pack) ?? (this.packs <= PACKS_KEPT ? await this.#unpack(pack) : await this.load(pack))];
    }
  }

  #unpack(pack) {
    if (!this.waiting.has(pack)) {
      const done = this.load(pack).then((texts) => {
        this.ready.set(pack, texts);
        this.waiting.delete(pack);
        if (this.ready.size > PACKS_KEPT) this.ready.delete(this.ready.keys().next().value);
        return texts;
      });
      this.waiting.set(pack, done);
    }
    return this.waiting.get(pack);
  }
}
