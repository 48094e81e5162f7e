// The collection of passages ("Sổ trích dẫn"): kept in this browser and sent nowhere but to be written down. On every page: how many
// there are, and a button beside every link that cites. The page of the collection builds on what is exported here.

import { tell } from "./telling.js";

const KEY = "van-kho.collection";
export const known = JSON.parse(document.body.dataset.keeping);

export const fresh = () => ({ format: known.format, version: known.version, title: "", entries: [] });

// One entry for each passage, or for each part that was chosen of one.
export const name = (entry) => `${entry.passage}\n${entry.quote || ""}`;
export const same = (one, other) => name(one) === name(other);

const text = (value, longest) => value === undefined || value === null || (typeof value === "string" && value.length <= longest);

// What keeps a value from being a collection: [name of the sentence, number of the entry], or null.
export const problem = (held) => {
  if (!held || typeof held !== "object" || held.format !== known.format || !Array.isArray(held.entries)) return ["no_file"];
  if (held.version !== known.version) return ["other_version"];
  if (!text(held.title, known.limits.title)) return ["no_file"];
  if (held.entries.length > known.limits.entries) return ["too_many"];
  const odd = held.entries.findIndex((each) => !each || typeof each.passage !== "string" || !each.passage
    || !text(each.quote, Infinity) || !text(each.note, known.limits.note) || !text(each.text, Infinity) || !text(each.report, Infinity));
  return odd < 0 ? null : ["bad_entry", odd + 1];
};

// What the browser holds, as it is written: null where there is nothing, undefined where it forbids to keep anything.
export const raw = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return undefined;
  }
};

export const forbidden = () => raw() === undefined;

// What the browser holds: a collection, or null where it holds something that is none, or may hold nothing.
export const read = () => {
  const written = raw();
  if (written === null) return fresh();
  try {
    const held = JSON.parse(written);
    return problem(held) ? null : held;
  } catch {
    return null; // no JSON
  }
};

// Null once it is kept, else why not.
const kept = (held) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    return "blocked"; // forbidden, or full
  }
  announce();
  return null;
};

// Every change begins with what is there now, which another tab may have written. Null once it is kept, else why not: "blocked",
// "odd" where what is there is no collection, or the reason that the edit returns.
const changed = (edit) => {
  const held = read();
  if (!held) return forbidden() ? "blocked" : "odd";
  return edit(held) ?? kept(held);
};

const told = (why) => {
  if (why in known.words) tell(known.words[why]);
  return why;
};

// As they say, and who looks on is told why nothing was kept.
export const change = (edit) => told(changed(edit));
export const write = (held) => told(kept(held));

// Of the archive: what has become of entries. Null where it cannot be asked.
export const ask = async (entries) => {
  try {
    const bare = entries.map(({ passage, quote, note }) => ({ passage, quote: quote || "", note: note || "" }));
    const answer = await fetch(known.addresses.standings, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...fresh(), entries: bare }),
    });
    return answer.ok ? (await answer.json()).entries : null;
  } catch {
    return null;
  }
};

// The words of an entry are kept beside it, for the day on which the archive cannot be asked or has them no more.
// True where some were new.
export const keepWords = (answered) => changed((held) => {
  let why = "nothing new";
  for (const each of held.entries) {
    const answer = answered.find((other) => same(each, other));
    if (!answer || answer.text === null || !["here", "moved"].includes(answer.standing)) continue;
    if (each.text === answer.text && each.report === answer.title) continue;
    Object.assign(each, { text: answer.text, report: answer.title });
    why = null;
  }
  return why;
}) === null;

const listeners = [];
export const onChange = (listener) => listeners.push(listener);
const announce = () => listeners.forEach((listener) => listener());
addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) announce(); });
addEventListener("pageshow", (event) => { if (event.persisted) announce(); });

// The buttons.

const buttons = [];

const toggle = async (entry) => {
  let added = false;
  const refused = change((held) => {
    const at = held.entries.findIndex((each) => same(each, entry));
    added = at < 0;
    if (added && held.entries.length >= known.limits.entries) return "full";
    if (added) held.entries.push({ ...entry, note: "" });
    else held.entries.splice(at, 1);
    return null;
  });
  if (refused || !added) return;
  const answered = await ask([entry]);
  if (answered) keepWords(answered);
};

const made = (entry, small) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = small ? "keep address" : "keep";
  button.lang = document.documentElement.lang;
  if (small) {
    button.title = known.words.keep;
    button.setAttribute("aria-label", known.words.keep);
  } else {
    button.textContent = known.words.keep;
  }
  button.addEventListener("click", () => toggle(entry));
  buttons.push([entry, button]);
  return button;
};

const place = (link) => {
  const passage = link.pathname.match(/\/passages\/([^/]+)\/cite$/)?.[1];
  const holder = link.parentElement;
  if (!passage || holder.querySelector(":scope > .keep") || holder.nextElementSibling?.matches(".held")) return;
  const entry = { passage: decodeURIComponent(passage), quote: new URL(link.href).searchParams.get("quote") || "" };
  if (!holder.matches(".place > span")) {
    link.after(" ", made(entry, link.matches(".address")));
    return;
  }
  const held = document.createElement("span"); // one more of the small facts that dots set apart
  held.className = "held";
  held.append(made(entry, false));
  holder.after(held);
};

const show = () => {
  const entries = read()?.entries ?? [];
  const names = new Set(entries.map(name));
  for (const [entry, button] of buttons) button.setAttribute("aria-pressed", String(names.has(name(entry))));
  const link = [...document.querySelectorAll("nav.site a")].find((each) => each.pathname === known.addresses.page);
  if (!link) return;
  link.querySelector(".count")?.remove();
  if (!entries.length) return;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = ` (${entries.length})`;
  link.append(count);
};

document.querySelectorAll('main a[href*="/cite"]').forEach(place);
for (const holder of document.querySelectorAll("[data-keep]")) {
  holder.append(made({ passage: holder.dataset.keep, quote: holder.dataset.quote || "" }, false));
}
onChange(show);
show();
