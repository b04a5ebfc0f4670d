"use strict";

// The button that switches between dark and light.
const themeButton = document.querySelector(".theme");
if (themeButton) {
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const show = () => { themeButton.textContent = dark() ? "Light" : "Dark"; };
  themeButton.hidden = false;
  show();
  themeButton.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("orgdb-theme", next); } catch { /* storage can be off */ }
    show();
  });
}

// The list of sections beside the page.
const contents = document.querySelector("nav.contents");
if (contents) {
  const heads = [...document.querySelectorAll("article section > h2")];
  if (heads.length > 2) {
    const list = document.createElement("ul");
    for (const head of heads) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${head.parentElement.id}`;
      link.textContent = head.textContent;
      item.append(link);
      list.append(item);
    }
    contents.append(list);
    const folded = document.createElement("details");
    folded.className = "onpage";
    folded.append(document.createElement("summary"), list.cloneNode(true));
    folded.firstChild.textContent = contents.getAttribute("aria-label");
    document.querySelector("article > .head").after(folded);
  }
}

// Names of languages in place of their codes.
try {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  for (const term of document.querySelectorAll("dt[data-lang]")) {
    term.textContent = names.of(term.dataset.lang);
  }
} catch { /* an old browser shows the codes */ }

// A field that leaves only the rows with a text.
for (const field of document.querySelectorAll("[data-filter]")) {
  const box = field.closest(".filter");
  const rows = [...document.querySelectorAll("main tbody tr, main .rows > li")];
  const texts = rows.map((row) => folded(row.textContent));
  box.hidden = false;
  field.addEventListener("input", () => {
    const wanted = folded(field.value).split(" ").filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every((word) => texts[i].includes(word));
      if (!row.hidden) shown += 1;
    });
    box.querySelector("output").textContent = wanted.length ? `${shown} of ${rows.length}` : "";
    for (const group of document.querySelectorAll("main section.group")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
  });
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const monthNames = "January February March April May June July August September October November December".split(" ");

// Who belonged on a day. A row has the days its first and its last day can be (data-b):
// 19480430/20250626- is "from that day, still open when last checked".
function bounds(text) {
  const side = (part, none) => {
    const [first, last] = part.includes("-") ? part.split("-") : [part, part];
    return [first || "00010101", last || "99991231"];
  };
  const [start, end] = text.split("/");
  return [...side(start), ...side(end)];
}

// Two full days say it themselves: 30 April 1948 is 19480430.
function digits(words) {
  const [day, month, year] = words.split(" ");
  return `${year.padStart(4, "0")}${`${monthNames.indexOf(month) + 1}`.padStart(2, "0")}${day.padStart(2, "0")}`;
}

function written(row, through) {
  const [, since, until] = [...row.cells].map((cell) => cell.textContent.trim());
  return `${digits(since)}/${until ? digits(until) : `${through.replaceAll("-", "")}-`}`;
}

function held(text, day) {
  const [s1, s2, e1, e2] = bounds(text);
  if (s2 <= day && e1 >= day) return "yes";
  return s1 <= day && e2 >= day ? "perhaps" : "no";
}

const STRONGER = { yes: 2, perhaps: 1 };
const inWords = (day) => `${+day.slice(8)} ${monthNames[+day.slice(5, 7) - 1]} ${+day.slice(0, 4)}`;

for (const form of document.querySelectorAll("form[data-when]")) {
  const field = form.querySelector("input[type=date]");
  const slider = form.querySelector("input[type=range]");
  const reset = form.querySelector("[data-reset]");
  const output = form.querySelector("output");
  const table = form.parentElement.querySelector("table.members");
  const rows = [...table.querySelectorAll("tr[id]")];
  let above;
  for (const row of rows) {
    if (!row.dataset.k) row.dataset.again = above.cells[0].textContent;
    else above = row;
    row.dataset.k = above.dataset.k;
    row.dataset.b ??= written(row, row.dataset.t || form.dataset.through);
  }
  // A name that is not said again below itself is said where the rows above are hidden.
  const named = (always) => {
    for (const row of rows) if ("again" in row.dataset) row.cells[0].textContent = always ? row.dataset.again : "";
  };
  const titles = [...table.querySelectorAll("tr.group th")];
  for (const title of titles) title.dataset.always = title.textContent.trim();
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());

  const all = () => {
    for (const row of rows) { row.hidden = false; delete row.dataset.on; }
    named(false);
    for (const title of titles) { title.textContent = title.dataset.always; title.closest("tbody").hidden = false; }
    reset.hidden = true;
    output.textContent = "";
    field.value = form.dataset.through;
    slider.value = form.dataset.through.slice(0, 4);
    tell(null);
  };

  const ask = (date) => {
    const day = date.replaceAll("-", "");
    const counted = new Map();
    const others = new Set();
    let suspended = 0;
    for (const row of rows) {
      const last = (row.dataset.t || form.dataset.through).replaceAll("-", "");
      let answer = held(row.dataset.b, day);
      if (answer === "yes" && ("q" in row.dataset || day > last)) answer = "perhaps";
      row.hidden = answer === "no";
      row.dataset.on = answer;
      if (answer === "no") continue;
      if ("counted" in row.parentElement.dataset) {
        const known = counted.get(row.dataset.k);
        if (!known || STRONGER[known] < STRONGER[answer]) counted.set(row.dataset.k, answer);
      } else others.add(row.dataset.k);
      const out = (row.dataset.u || "").split(";").filter(Boolean).some((s) => held(s, day) === "yes");
      if (out) { suspended += 1; row.dataset.on = "suspended"; }
    }
    for (const title of titles) {
      const body = title.closest("tbody");
      const left = body.querySelectorAll("tr[data-b]:not([hidden])").length;
      body.hidden = !left;
      title.textContent = `${title.dataset.then} ${left}`;
    }
    const sure = [...counted.values()].filter((answer) => answer === "yes").length;
    const maybe = counted.size - sure;
    const one = form.dataset.one === "Member";
    const noun = one ? (sure === 1 ? "member" : "members") : (sure === 1 ? "organization" : "organizations");
    const parts = [`${sure} ${noun}`];
    if (maybe) parts.push(`${maybe} perhaps`);
    if (suspended) parts.push(`${suspended} suspended`);
    if (others.size) parts.push(`${others.size} in other roles`);
    output.textContent = `${parts.join(", ")} on ${inWords(date)}`;
    reset.hidden = false;
    named(true);
    tell(date);
  };

  const today = form.dataset.through.replaceAll("-", "");
  const tell = (date) => {
    const answers = {};
    for (const row of rows) {
      if (row.hidden) continue;
      const group = row.parentElement;
      const as = "counted" in group.dataset ? "member" : "other";
      const out = (row.dataset.u || "").split(";").filter(Boolean).some((s) => held(s, today) === "yes");
      const still = "q" in row.dataset ? null : held(row.dataset.b, today) !== "no" ? "yes" : null;
      const now = date ? row.dataset.on : still && out ? "suspended" : still;
      if (now && !(answers[row.dataset.k] && answers[row.dataset.k][0] === "member")) {
        answers[row.dataset.k] = [as, now];
      }
    }
    form.dispatchEvent(new CustomEvent("orgdb:on", { bubbles: true, detail: { date, answers } }));
  };

  form.addEventListener("orgdb:tell", () => tell(reset.hidden ? null : field.value));

  const go = (date) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) return;
    field.value = date;
    slider.value = date.slice(0, 4);
    ask(date);
    try { history.replaceState(null, "", `#on=${date}`); } catch { /* not from every file system */ }
  };
  field.addEventListener("change", () => go(field.value));
  slider.addEventListener("input", () => {
    const end = form.dataset.through;
    const date = `${slider.value}-${slider.value === end.slice(0, 4) ? end.slice(5) : "12-31"}`;
    go(date);
  });
  reset.addEventListener("click", () => {
    all();
    try { history.replaceState(null, "", "#members"); } catch { /* as above */ }
  });
  const linked = /^#on=(\d{4}-\d\d-\d\d)$/.exec(location.hash);
  if (linked) { go(linked[1]); form.scrollIntoView(); }
}

// The map of a state: the more organizations it shares with another, the darker that is.
function shade(figure, shapes, names) {
  const counts = Object.fromEntries([...figure.dataset.shared.matchAll(/(\D+)(\d+)/g)].map((found) => [found[1], +found[2]]));
  const most = Math.max(...Object.values(counts)), least = Math.min(...Object.values(counts));
  for (const [key, own] of Object.entries(shapes)) {
    const count = counts[key] || 0;
    const percent = Math.round(15 + 85 * (count - least) / Math.max(most - least, 1));
    for (const shape of own) {
      shape.setAttribute("class", key === figure.dataset.own ? "own" : count ? "with" : "");
      if (count) shape.style.setProperty("--share", `${percent}%`);
      shape.firstChild.textContent = key === figure.dataset.own ? names[key] : `${names[key]}: ${count}`;
    }
  }
  figure.hidden = false;
}

// The map of members: world.js calls this with the outlines; the table colours it.
globalThis.orgdbWorld = (world) => {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes) => {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    return found;
  };
  for (const figure of document.querySelectorAll("[data-map]")) {
    const svg = figure.querySelector("svg");
    const width = +figure.dataset.map.split(" ")[2];
    svg.setAttribute("viewBox", figure.dataset.map);
    svg.style.setProperty("--unit", width / 1000);
    const hatch = make("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(45) scale(${width / 1000})` });
    hatch.append(make("rect", { width: 6, height: 6, class: "back" }), make("rect", { width: 2.6, height: 6, class: "front" }));
    const grid = make("pattern", { id: "grid", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: `scale(${width / 1000})` });
    grid.append(make("rect", { width: 5, height: 5, class: "back" }), make("circle", { cx: 2.5, cy: 2.5, r: 1.3, class: "front" }));
    const places = document.createElementNS(SVG, "g");
    svg.append(hatch, grid, places);
    const shapes = {};
    const add = (key, shape) => {
      shape.append(make("title", {}));
      places.append(shape);
      (shapes[key] ??= []).push(shape);
    };
    for (const [key, path] of Object.entries(world.paths)) add(key, make("path", { d: path }));
    for (const [key, [cx, cy]] of Object.entries(world.dots)) add(key, make("circle", { cx, cy, r: 5 * width / 1000 }));
    if (figure.dataset.shared) {
      shade(figure, shapes, world.names);
      continue;
    }
    const rows = [...figure.parentElement.querySelectorAll("tr[data-k]")];
    const names = Object.fromEntries(rows.filter((row) => !("again" in row.dataset)).map((row) => [row.dataset.k, row.cells[0].textContent.trim()]));
    const form = figure.parentElement.querySelector("form[data-when]");
    const colour = (answers, date) => {
      for (const [key, own] of Object.entries(shapes)) {
        // Before a state began, its land was that of the state it came from.
        const [born, earlier] = world.before[key] || ["", []];
        const was = (date || form.dataset.through) < born ? earlier.find((one) => answers[one]) : null;
        const who = answers[key] ? key : was || key;
        const [as, now] = answers[who] || [];
        const word = !as ? "" : now === "suspended" || now === "perhaps" ? now : as;
        for (const shape of own) {
          shape.setAttribute("class", word);
          shape.firstChild.textContent = word ? `${names[who]}: ${word === "other" ? "observer or other" : word}` : "";
        }
      }
      for (const part of figure.querySelectorAll(".key")) {
        part.hidden = !places.querySelector(`.${part.firstChild.className}`);
      }
    };
    figure.hidden = false;
    figure.parentElement.addEventListener("orgdb:on", (event) => colour(event.detail.answers, event.detail.date));
    form.dispatchEvent(new CustomEvent("orgdb:tell"));
  }
};

// A fact inside a folded part opens when its address is followed.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded && !folded.open) { folded.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; part.dataset.printed = ""; }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-printed]")) { part.open = false; delete part.dataset.printed; }
});
