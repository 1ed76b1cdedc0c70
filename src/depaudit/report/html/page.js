"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const picture = data.picture;
  if (!picture) return;

  const WORDS = ["up", "degraded", "unknown", "down"];
  const MARKS = ["", "◐", "?", "✕"];
  const KINDS = { jurisdiction: "States", vendor: "Vendors", model: "Models", layer: "Layers of a state" };
  const BOX = { width: 178, height: 38, across: 74, down: 12, edge: 16 };
  const SVG = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);
  const home = new Set(data.home);
  const services = picture.nodes.flatMap((node, number) => (node.kind === "service" ? [number] : []));
  const targets = picture.nodes.map(() => []);
  picture.edges.forEach((edge) => targets[edge.source].push(edge.target));

  // What the reader has chosen: up to two cuts, a horizon, the kind of columns, one service or all.
  const chosen = { cuts: [], day: 0, kind: "jurisdiction", only: picture.nodes.length > 80 ? services[0] : null, scale: 1, path: null };

  // Looked up, never computed: a pair that is not listed is as bad, node by node, as the worse of its two.
  const digit = (cut, node, day) => Number(picture.singles[day][node]?.[cut] ?? 0);
  const pairOf = (cuts) => picture.pairs[[...cuts].sort((a, b) => a - b).join(",")];
  const known = (cuts) => cuts.length < 2 || cuts.every((cut) => picture.paired.includes(cut));
  function statesUnder(cuts, day) {
    const states = picture.nodes.map((_, node) => Math.max(0, ...cuts.map((cut) => digit(cut, node, day))));
    if (cuts.length === 2) (pairOf(cuts)?.[0] ?? []).forEach(([at, node, worse]) => { if (at === day) states[node] = Number(worse); });
    return states;
  }

  function element(name, attributes = {}, ...children) {
    const made = attributes.svg ? document.createElementNS(SVG, name) : document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (key !== "svg" && value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  const drawn = (name, attributes, ...children) => element(name, { svg: true, ...attributes }, ...children);
  const button = (label, act, attributes = {}) => {
    const made = element("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
  };

  const hues = new Map();
  const counts = new Map();
  picture.nodes.forEach((node) => node.states.forEach((state) => counts.set(state, (counts.get(state) ?? 0) + 1)));
  [...counts].filter(([state]) => !home.has(state)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .forEach(([state], rank) => hues.set(state, rank < 7 ? `j${rank}` : "other"));
  const hue = (node) => {
    const foreign = node.states.filter((state) => !home.has(state));
    if (foreign.length) return hues.get(foreign.reduce((a, b) => (counts.get(a) >= counts.get(b) ? a : b)));
    return node.states.length || node.kind === "component" ? "home" : "other";
  };

  function toggle(cut) {
    const at = chosen.cuts.indexOf(cut);
    if (at >= 0) chosen.cuts.splice(at, 1);
    else chosen.cuts = [...chosen.cuts.slice(-1), cut];
    chosen.path = null;
    show();
  }

  function showMatrix() {
    const order = picture.cuts.map((cut, number) => ({ cut, number })).filter(({ cut }) => cut.kind === chosen.kind);
    const pain = ({ number }) => services.reduce((sum, node) => sum + digit(number, node, chosen.day), 0);
    order.sort((a, b) => pain(b) - pain(a) || a.number - b.number);
    const heads = order.map(({ cut, number }) => {
      const act = button(cut.label, () => toggle(number), { "aria-pressed": String(chosen.cuts.includes(number)) });
      return element("th", { scope: "col", class: chosen.cuts.includes(number) ? "chosen" : null }, act);
    });
    const rows = services.map((node) => element("tr", {},
      element("th", { scope: "row" }, picture.nodes[node].id),
      ...order.map(({ number }) => {
        const state = digit(number, node, chosen.day);
        return element("td", { class: WORDS[state] }, WORDS[state]);
      })));
    byId("matrix").replaceChildren(
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "service"), ...heads)),
      element("tbody", {}, ...rows));
    byId("more")?.remove();
  }

  function reached(start) {
    const seen = new Set([start]), waiting = [start];
    while (waiting.length) targets[waiting.pop()].forEach((node) => { if (!seen.has(node)) { seen.add(node); waiting.push(node); } });
    return seen;
  }

  function places(visible) {
    const columns = new Map();
    [...visible].sort((a, b) => picture.nodes[a].row - picture.nodes[b].row || a - b).forEach((node) => {
      const column = picture.nodes[node].column;
      if (!columns.has(column)) columns.set(column, []);
      columns.get(column).push(node);
    });
    const used = [...columns.keys()].sort((a, b) => a - b), found = new Map();
    const tallest = Math.max(...[...columns.values()].map((nodes) => nodes.length));
    used.forEach((column, rank) => columns.get(column).forEach((node, row) => found.set(node, {
      x: BOX.edge + rank * (BOX.width + BOX.across),
      y: BOX.edge + (row + (tallest - columns.get(column).length) / 2) * (BOX.height + BOX.down),
    })));
    return { found, width: used.length * (BOX.width + BOX.across) - BOX.across + 2 * BOX.edge, height: tallest * (BOX.height + BOX.down) + 2 * BOX.edge };
  }

  function showMap(states) {
    const visible = chosen.only === null ? new Set(picture.nodes.keys()) : reached(chosen.only);
    const { found, width, height } = places(visible);
    const path = new Set(chosen.path ?? []);
    const edges = picture.edges.filter((edge) => visible.has(edge.source) && visible.has(edge.target)).map((edge) => {
      const from = found.get(edge.source), to = found.get(edge.target);
      const x = from.x + BOX.width, y = from.y + BOX.height / 2, end = to.y + BOX.height / 2, bend = BOX.across / 2 + 8;
      const lit = states[edge.source] === 3 && states[edge.target] === 3;
      const spare = edge.kind === "option" && edge.note !== "first";
      const line = drawn("path", { d: `M${x} ${y}C${x + bend} ${y} ${to.x - bend} ${end} ${to.x} ${end}`, class: `edge${lit ? " lit" : ""}${spare ? " spare" : ""}` });
      if (edge.note) line.append(drawn("title", {}, edge.note));
      return line;
    });
    const nodes = [...visible].map((number) => {
      const node = picture.nodes[number], { x, y } = found.get(number), state = states[number];
      const title = node.id.length > 21 ? `${node.id.slice(0, 20)}…` : node.id;
      const under = [MARKS[state] && `${MARKS[state]} ${WORDS[state]}`, node.states.slice(0, 4).join(" "), node.layer].filter(Boolean).join(" · ");
      const group = drawn("g", {
        class: `node ${node.kind} s${state}${path.has(node.id) ? " on-path" : ""}`, role: "button", tabindex: "0", transform: `translate(${x} ${y})`,
        "data-node": number, "aria-label": `${node.id}, ${node.kind}, ${node.states.join(" ") || "no state"}, ${WORDS[state]}`,
      },
      drawn("rect", { class: "box", width: BOX.width, height: BOX.height, rx: 5 }),
      drawn("rect", { class: hue(node), width: 6, height: BOX.height, rx: 2 }),
      drawn("text", { x: 13, y: 16 }, title),
      drawn("text", { x: 13, y: 31, class: "place" }, under.length > 25 ? `${under.slice(0, 24)}…` : under),
      drawn("title", {}, node.id));
      return group;
    });
    const sheet = drawn("svg", { width: width * chosen.scale, height: height * chosen.scale, viewBox: `0 0 ${width} ${height}` }, ...edges, ...nodes);
    const focused = document.activeElement?.dataset?.node;
    byId("map").replaceChildren(sheet);
    if (focused !== undefined) sheet.querySelector(`[data-node="${focused}"]`)?.focus();
  }

  function showDetail(number, states) {
    const panel = byId("detail");
    if (number === null) { panel.hidden = true; return; }
    const node = picture.nodes[number];
    const said = [node.kind, node.layer, node.vendor && `vendor ${node.vendor}`, node.states.length && `can be taken away by ${node.states.join(", ")}`].filter(Boolean);
    panel.hidden = false;
    panel.replaceChildren(
      element("p", {}, element("b", {}, node.id), ` ${said.join(" · ")} · now ${WORDS[states[number]]}`),
      node.cuts.length
        ? element("div", { class: "buttons" }, "Cut: ", ...node.cuts.slice(0, 24).map((cut) => button(picture.cuts[cut].label, () => toggle(cut))))
        : element("p", { class: "quiet" }, "Nobody's lever hangs on it."));
  }

  function told([path, notes, lines]) {
    return [
      element("ol", { class: "path" }, ...path.map((name, step) => element("li", {}, element("b", {}, name), ` ${notes[step] ?? ""}`))),
      ...lines.map((line) => element("p", { class: "quiet" }, line)),
    ];
  }

  function showWhy(states) {
    const pair = chosen.cuts.length === 2 ? new Map((pairOf(chosen.cuts)?.[1] ?? []).map(([service, path, notes]) => [service, [path, notes, ["only both together stop it"]]])) : new Map();
    const items = services.filter((node) => states[node] > 0).map((node) => {
      const name = picture.nodes[node].id;
      const single = [...chosen.cuts].sort((a, b) => digit(b, node, chosen.day) - digit(a, node, chosen.day)).map((cut) => data.why[cut]?.[name]).find(Boolean);
      const reason = pair.get(name) ?? single;
      return element("li", {}, element("b", {}, name), " ", element("span", { class: `badge ${WORDS[states[node]]}` }, WORDS[states[node]]), ...(reason ? told(reason) : []));
    });
    byId("why").replaceChildren(...(items.length ? [element("h3", {}, "Why"), element("ul", { class: "plain" }, ...items)] : []));
  }

  function showStatus(states) {
    const day = picture.horizons[chosen.day];
    const names = chosen.cuts.map((cut) => picture.cuts[cut].label);
    if (!names.length) { byId("status").textContent = "Nothing is cut. Choose a cut, press the head of a column, or press a node of the map."; return; }
    if (!known(chosen.cuts)) { byId("status").textContent = `${names.join(" and ")} together were not evaluated for this page: run depaudit simulate with both.`; return; }
    const count = [3, 2, 1, 0].map((state) => [services.filter((node) => states[node] === state).length, WORDS[state]]).filter(([many]) => many);
    byId("status").textContent = `${names.join(" and ")} cut, day ${day}: ${count.map(([many, word]) => `${many} ${word}`).join(", ")} of ${services.length} services.`;
  }

  let selected = null;
  function show() {
    const states = known(chosen.cuts) ? statesUnder(chosen.cuts, chosen.day) : picture.nodes.map(() => 2);
    const first = services.find((node) => states[node] > 1);
    chosen.path = chosen.cuts.length && first !== undefined ? data.why[chosen.cuts[0]]?.[picture.nodes[first].id]?.[0] : null;
    byId("cuts").replaceChildren(...chosen.cuts.map((cut) => button(`${picture.cuts[cut].label} ×`, () => toggle(cut), { "aria-label": `stop cutting ${picture.cuts[cut].label}` })));
    document.body.dataset.states = services.map((node) => states[node]).join("");
    showMatrix();
    showMap(states);
    showDetail(selected, states);
    showWhy(states);
    showStatus(states);
  }

  function fillChoices() {
    const select = byId("cut");
    for (const [kind, title] of Object.entries(KINDS)) {
      const options = picture.cuts.flatMap((cut, number) => (cut.kind === kind ? [element("option", { value: number }, cut.label)] : []));
      if (options.length) select.append(element("optgroup", { label: title }, ...options));
    }
    select.addEventListener("change", () => { if (select.value !== "") toggle(Number(select.value)); select.value = ""; });
    services.forEach((node) => byId("only").append(element("option", { value: node }, picture.nodes[node].id)));
    byId("only").value = chosen.only ?? "";
    byId("only").addEventListener("change", (event) => { chosen.only = event.target.value === "" ? null : Number(event.target.value); show(); });
    byId("legend").append(...[["home", home.size ? "home, or own" : "own"], ...[...hues].filter(([, name]) => name !== "other").map(([state, name]) => [name, state]), ["other", "others"]]
      .map(([name, label]) => element("li", {}, drawn("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, drawn("rect", { class: name, width: 10, height: 10 })), label)));
  }

  byId("controls").hidden = byId("cutting").hidden = false;
  fillChoices();
  byId("controls").addEventListener("change", (event) => {
    if (event.target.name === "day") chosen.day = Number(event.target.value);
    else chosen.kind = event.target.value;
    show();
  });
  const press = (event) => {
    const node = event.target.closest("[data-node]");
    if (!node || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    selected = Number(node.dataset.node);
    show();
  };
  byId("map").addEventListener("click", press);
  byId("map").addEventListener("keydown", press);
  byId("smaller").addEventListener("click", () => { chosen.scale = Math.max(0.3, chosen.scale / 1.25); show(); });
  byId("larger").addEventListener("click", () => { chosen.scale = Math.min(2, chosen.scale * 1.25); show(); });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  document.body.dataset.ready = "yes";
  show();
})();
