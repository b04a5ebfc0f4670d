"use strict";

// Search: by name through a list that also works from the file system; by any word through the
// index beside the pages, or through the service that serves them.
const root = document.documentElement.dataset.root;
const mode = document.documentElement.dataset.search;
const field = document.getElementById("q");
const state = document.getElementById("status");
const results = document.getElementById("results");
const KINDS = { org: "Organization", state: "State", person: "Person", treaty: "Treaty", event: "Event", source: "Source" };
const MOST = 20;
let names = null;
let turn = 0;

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function loadNames() {
  names ??= new Promise((done, failed) => {
    window.orgdbNames = (rows) => done(rows.map((row) => ({
      path: row[0], title: row[1], forms: row.slice(1).map(fold), names: row.slice(1),
    })));
    const script = document.createElement("script");
    script.src = `${root}assets/names.js`;
    script.onerror = () => failed(new Error("The list of names could not be read."));
    document.head.append(script);
  });
  return names;
}

// How well a form fits: the lower, the better; null where it does not.
function fit(form, wanted, words) {
  if (form === wanted) return 0;
  if (form.startsWith(`${wanted} `)) return 1;
  if (form.startsWith(wanted)) return 2;
  const parts = form.split(" ");
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 3 : null;
}

async function byName(text) {
  const wanted = fold(text);
  const words = wanted.split(" ");
  const found = [];
  for (const row of await loadNames()) {
    let best = null;
    row.forms.forEach((form, i) => {
      const how = fit(form, wanted, words);
      if (how !== null && (best === null || how < best[0])) best = [how, row.names[i]];
    });
    if (best) found.push({ path: row.path, title: row.title, how: best[0], as: best[1] });
  }
  return found.sort((a, b) => a.how - b.how);
}

async function byWord(text) {
  if (location.protocol === "file:") return null;
  const pagefind = await import(`${root || "./"}pagefind/pagefind.js`.replace(/^\.\//, "../"));
  const answer = await pagefind.search(text);
  if (!answer) return [];
  return Promise.all(answer.results.slice(0, MOST).map(async (hit) => {
    const data = await hit.data();
    const path = data.url.replace(/^.*?\/?((?:org|state|person|treaty|event|source)\/[^/]+)\.html.*$/, "$1");
    return { path, title: data.meta.title, excerpt: data.excerpt };
  }));
}

async function byService(text) {
  const answer = await fetch(`${root}-/find.json?q=${encodeURIComponent(text)}`);
  if (!answer.ok) throw new Error("The search service does not answer.");
  return answer.json();
}

function item(hit) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${root}${hit.path}.html`;
  link.textContent = hit.title;
  const kind = document.createElement("span");
  kind.className = "tag";
  kind.textContent = KINDS[hit.path.split("/")[0]] || "";
  line.append(link, " ", kind);
  const more = document.createElement("div");
  more.className = "hint";
  if (hit.excerpt) {
    // The index marks words with <mark>; everything else in it is text.
    hit.excerpt.split(/<\/?mark>/).forEach((part, i) => {
      const text = new DOMParser().parseFromString(part, "text/html").documentElement.textContent;
      if (i % 2) { const mark = document.createElement("mark"); mark.textContent = text; more.append(mark); } else more.append(text);
    });
    line.append(more);
  } else if (hit.as && hit.as !== hit.title) {
    more.textContent = hit.as;
    line.append(more);
  }
  return line;
}

function section(title, hits) {
  const part = document.createElement("section");
  const head = document.createElement("h2");
  head.textContent = title;
  const list = document.createElement("ol");
  list.className = "results";
  list.append(...hits.map(item));
  part.append(head, list);
  return part;
}

async function search() {
  const text = field.value.trim();
  const own = ++turn;
  if (!text) { results.replaceChildren(); state.textContent = ""; return; }
  try {
    const named = mode === "service" ? await byService(text) : await byName(text);
    if (own !== turn) return;
    const parts = named.length ? [section("Names", named.slice(0, MOST))] : [];
    results.replaceChildren(...parts);
    let also = null;
    if (mode === "pagefind") also = await byWord(text);
    if (own !== turn) return;
    const seen = new Set(named.slice(0, MOST).map((hit) => hit.path));
    const rest = (also || []).filter((hit) => !seen.has(hit.path));
    if (rest.length) parts.push(section("In the text of pages", rest));
    results.replaceChildren(...parts);
    const number = Math.min(named.length, MOST) + rest.length;
    state.textContent = number ? `${number} result${number === 1 ? "" : "s"}` : `No results for “${text}”.`;
    if (also === null && mode === "pagefind") state.textContent += `${number ? "." : ""} From the file system, names alone are searched.`;
  } catch (error) {
    if (own === turn) state.textContent = error.message;
  }
}

let waiting = 0;
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  try { history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`); } catch { /* files */ }
  search();
});
field.value = new URLSearchParams(location.search).get("q") || "";
search();
