// What the browser keeps for the reader between visits: a name, named views. Where it may keep nothing, it keeps nothing.

function read(key, none) {
  try {
    return JSON.parse(localStorage.getItem(`unionkg ${key}`)) ?? none;
  } catch {
    return none;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(`unionkg ${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The reader's name, "" before it was given. */
export const reader = { get: () => read("reader", ""), set: (name) => write("reader", name) };

/** Named views of the page called `title`: `[{ name, fragment }]`, the newest first. */
export function views(title) {
  const found = read(`views ${title}`, []);
  const isView = (one) => typeof one?.name === "string" && typeof one?.fragment === "string";
  return Array.isArray(found) ? found.filter(isView) : [];
}

/** Keep a view under a name, replacing one of the same name; return whether the browser keeps it. */
export function keepView(title, name, fragment) {
  return write(`views ${title}`, [{ name, fragment }, ...views(title).filter((one) => one.name !== name)].slice(0, 50));
}

export function dropView(title, name) {
  return write(`views ${title}`, views(title).filter((one) => one.name !== name));
}
