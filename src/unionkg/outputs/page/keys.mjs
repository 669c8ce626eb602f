// The keyboard.

import { byId } from "./dom.mjs";
import { near } from "./view.mjs";

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Wire the keys of the page and of the graph. */
export function wireKeys(app) {
  document.addEventListener("keydown", (event) => pageKey(app, event));
  byId("network").addEventListener("keydown", (event) => graphKey(app, event));
}

function pageKey(app, event) {
  const inField = event.target.matches("input[type=search], input[type=text], select, textarea");
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !inField && event.key.toLowerCase() === "z") {
    event.preventDefault();
    if (event.shiftKey) app.store.redo();
    else app.store.undo();
  } else if (isCommand && !inField && event.key.toLowerCase() === "y") {
    event.preventDefault();
    app.store.redo();
  } else if (isCommand || event.altKey || inField) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    app.search.focus();
  } else if (event.key === "Escape") {
    if (byId("menu").open) byId("menu").open = false;
    else app.escape();
  }
}

function graphKey(app, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) {
    event.preventDefault();
    step(app, ARROWS[event.key]);
  } else if (event.key === "Enter") byId("card").focus();
  else if (event.key === "+" || event.key === "=") app.stage.zoom(1.25);
  else if (event.key === "-") app.stage.zoom(0.8);
  else if (event.key === "0") app.stage.frame();
}

// To the neighbour that lies most in the direction of the key; from nowhere, to the most important node.
function step(app, [right, down]) {
  const id = app.store.state.selection?.node;
  const { places, pass } = app.view;
  if (!places.has(id)) {
    const first = app.data.ranked.find((node) => places.has(node.id));
    if (first) app.open({ node: first.id });
    return;
  }
  const here = places.get(id);
  let best = null;
  for (const other of near(id, app.data, pass).filter((one) => places.has(one))) {
    const there = places.get(other);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const length = Math.hypot(dx, dy) || 1;
    const along = (dx * right + dy * down) / length;
    const merit = along - length / 4000;
    if (along > 0.3 && (!best || merit > best.merit)) best = { other, merit };
  }
  if (best) app.open({ node: best.other });
}
