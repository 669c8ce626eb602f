// Which of the two renderers draws: vis-network up to about a thousand nodes, a canvas of our own above that.

import { byId, el } from "./dom.mjs";
import { Field } from "./field.mjs";
import { Stage } from "./stage.mjs";

const MOST_NODES = 700;
const MOST_EDGES = 4000;

export class Drawing {
  /** `app` gives data, view, state and path; `on` holds `node`, `line`, `empty`, `moved`, `tip`, `drawn`. */
  constructor(app, options, on) {
    Object.assign(this, { app, options, on, current: null, made: {} });
  }

  /** Bring the drawing in step with the view; return whether another renderer took over. */
  show() {
    const { places, edges } = this.app.view;
    const name = places.size > MOST_NODES || edges.length > MOST_EDGES ? "field" : "stage";
    const isNew = this.current !== this.made[name] || !this.current;
    this.current = this.made[name] ??= this.#make(name);
    for (const [other, { host }] of Object.entries(this.made)) host.hidden = other !== name;
    if (isNew) this.current.resize();
    this.current.show();
    if (isNew) this.current.frame();
    return isNew;
  }

  colours() {
    for (const one of Object.values(this.made)) one.colours();
  }

  #make(name) {
    const host = el("div", { class: "drawing" });
    byId("network").append(host);
    return name === "field" ? new Field(this.app, host, this.on) : new Stage(this.app, host, this.on, this.options);
  }
}

/** Show or move the hint beside the pointer; without lines it goes. */
export function showTip(lines, at) {
  const tip = byId("tip");
  tip.hidden = !lines;
  if (!lines) return;
  tip.replaceChildren(...lines.map((line, i) => el(i ? "span" : "strong", {}, line)));
  const { clientWidth } = tip.parentElement;
  tip.style.left = `${Math.max(8, Math.min(at.x + 14, clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, at.y - tip.offsetHeight - 12)}px`;
}
