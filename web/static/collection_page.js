// The page of the collection: its entries in their order, each with a note; exports; files that carry it elsewhere.

import { ask, change, forbidden, fresh, keepWords, known, name, onChange, problem, raw, read, same, write } from "./collection.js";

const byId = (id) => document.getElementById(id);
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// A list that somebody shared: its passages may join one's own.
const take = byId("take");
if (take) {
  take.hidden = false;
  take.addEventListener("click", () => {
    const refused = change((held) => {
      const others = take.dataset.ids.split(" ").map((passage) => ({ passage, quote: "", note: "" }))
        .filter((each) => !held.entries.some((kept) => same(kept, each)));
      if (held.entries.length + others.length > known.limits.entries) return "too_many";
      held.entries.push(...others);
      return null;
    });
    if (!refused) location.assign(known.addresses.page);
  });
}

const mine = byId("mine");
if (mine) own();

function own() {
  const told = JSON.parse(mine.dataset.told);
  const endings = JSON.parse(mine.dataset.endings);
  const list = byId("kept");
  const status = byId("status");
  const undo = byId("undo");
  const rows = new Map(); // by what tells entries apart, so that a row in which somebody writes stays
  const asked = new Map(); // what the archive said of an entry
  let before = null; // the collection as it was, for who takes a removal back

  const say = (sentence) => { status.textContent = sentence; };
  const keepBefore = (whole) => {
    before = whole;
    undo.hidden = !whole;
  };

  const save = (data, file, kind) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type: kind }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  const move = (entry, step, button) => {
    let at = -1;
    const refused = change((held) => {
      at = held.entries.findIndex((each) => same(each, entry));
      if (at < 0 || !held.entries[at + step]) return "gone";
      [held.entries[at], held.entries[at + step]] = [held.entries[at + step], held.entries[at]];
      return null;
    });
    if (refused) return;
    // At the end of the list the button is spent; its fellow takes the focus.
    (button.disabled ? button.parentElement.querySelector("button:not(:disabled)") : button).focus();
    say(filled(told.placed, { n: at + step + 1, all: list.children.length }));
  };

  const remove = (entry) => {
    const whole = read();
    const at = whole?.entries.findIndex((each) => same(each, entry)) ?? -1;
    if (at < 0 || change((held) => { held.entries = held.entries.filter((each) => !same(each, entry)); })) return;
    keepBefore(whole);
    (list.children[Math.min(at, list.children.length - 1)]?.querySelector(".remove") ?? undo).focus();
    say(told.gone);
  };

  const made = (entry) => {
    const row = byId("entry").content.firstElementChild.cloneNode(true);
    const note = row.querySelector("textarea");
    note.addEventListener("input", () => {
      grow(note);
      change((held) => {
        const kept = held.entries.find((each) => same(each, entry));
        if (!kept) return "gone";
        kept.note = note.value;
        return null;
      });
    });
    row.querySelector(".up").addEventListener("click", (event) => move(entry, -1, event.currentTarget));
    row.querySelector(".down").addEventListener("click", (event) => move(entry, 1, event.currentTarget));
    row.querySelector(".remove").addEventListener("click", () => remove(entry));
    return row;
  };

  const grow = (note) => {
    note.style.height = "auto";
    note.style.height = `${note.scrollHeight + 2}px`;
  };

  const label = (button, sentence, n) => button.setAttribute("aria-label", filled(sentence, { n }));

  const fill = (row, entry, n, all) => {
    const answer = asked.get(name(entry));
    const standing = answer?.standing ?? "here";
    const address = (pattern) => pattern.replace("__id__", encodeURIComponent(answer?.now ?? entry.passage));
    const [link, cite] = [row.querySelector("h3 a"), row.querySelector("a.own")];
    link.textContent = answer?.title || entry.report || entry.passage;
    link.href = address(mine.dataset.passage);
    cite.href = `${address(mine.dataset.cite)}${entry.quote ? `?quote=${encodeURIComponent(entry.quote)}` : ""}`;
    cite.hidden = !["here", "moved"].includes(standing);
    row.querySelector(".about").textContent = [
      answer?.section_path,
      answer?.page && filled(told.page, { n: answer.page }),
      answer?.footnote && filled(told.note, { n: answer.footnote }),
    ].filter(Boolean).join(" · ");
    row.querySelector("blockquote p").textContent = answer?.text || entry.text || "";
    row.querySelector("blockquote").hidden = !(answer?.text || entry.text);
    const notice = row.querySelector(".notice");
    notice.textContent = told[standing];
    notice.hidden = !told[standing];
    const note = row.querySelector("textarea");
    if (document.activeElement !== note) note.value = entry.note || "";
    grow(note);
    row.setAttribute("aria-label", filled(told.entry, { n }));
    label(row.querySelector(".up"), told.up, n);
    label(row.querySelector(".down"), told.down, n);
    label(row.querySelector(".remove"), told.remove, n);
    row.querySelector(".up").disabled = n === 1;
    row.querySelector(".down").disabled = n === all;
  };

  const show = () => {
    const held = read();
    const entries = held?.entries ?? [];
    byId("forbidden").hidden = !forbidden();
    byId("odd").hidden = held !== null || forbidden();
    byId("empty").hidden = held === null || entries.length > 0;
    byId("filled").hidden = entries.length === 0;
    for (const id of ["save", "clear"]) byId(id).disabled = entries.length === 0;
    byId("count").textContent = entries.length === 1 ? told.one : filled(told.many, { n: entries.length });
    if (document.activeElement !== byId("title")) byId("title").value = held?.title ?? "";
    undo.hidden = !before;
    const names = new Set(entries.map(name));
    for (const [each, row] of rows) {
      if (names.has(each)) continue;
      row.remove();
      rows.delete(each);
    }
    entries.forEach((entry, at) => {
      if (!rows.has(name(entry))) rows.set(name(entry), made(entry));
      const row = rows.get(name(entry));
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
      fill(row, entry, at + 1, entries.length);
    });
    const share = byId("share");
    share.hidden = !entries.length || entries.length > known.limits.address;
    share.href = `${known.addresses.page}?${new URLSearchParams(entries.map((each) => ["id", each.passage]))}`;
    inquire(entries.filter((each) => !asked.has(name(each))));
  };

  const inquire = async (entries) => {
    if (!entries.length) return;
    entries.forEach((each) => asked.set(name(each), undefined));
    const answered = await ask(entries);
    if (!answered) {
      say(told.offline);
      return;
    }
    answered.forEach((each) => asked.set(name(each), each));
    if (!keepWords(answered)) show();
  };

  // What the archive never had cannot be cited, and is told beside its entry.
  const written = async () => {
    const held = read();
    const form = new FormData(byId("export"));
    const entries = held.entries.filter((each) => asked.get(name(each))?.standing !== "unknown")
      .map(({ passage, quote, note }) => ({ passage, quote: quote || "", note: note || "" }));
    try {
      const answer = await fetch(`${mine.dataset.export}?${new URLSearchParams(form)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...held, entries }),
      });
      if (answer.ok) return [await answer.blob(), `${fileName(held)}.${endings[form.get("format")]}`];
      say(filled(told.failed, { status: answer.status }));
    } catch {
      say(filled(told.failed, { status: 0 }));
    }
    return null;
  };

  const fileName = (held) => (held.title || "so-trich-dan").replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, " ").trim().slice(0, 80) || "so-trich-dan";

  byId("export").addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await written();
    if (made) save(...made);
  });
  byId("export").addEventListener("change", () => { byId("copy").disabled = byId("export").elements.format.value === "docx"; });
  byId("copy").disabled = byId("export").elements.format.value === "docx";
  byId("copy").addEventListener("click", async () => {
    const made = await written();
    if (!made) return;
    try {
      await navigator.clipboard.writeText(await made[0].text());
      say(told.copied);
    } catch {
      say(told.not_copied);
    }
  });

  byId("title").addEventListener("input", (event) => change((held) => { held.title = event.target.value; }));
  byId("save").addEventListener("click", () => {
    const held = read();
    save(`${JSON.stringify(held, null, 1)}\n`, `${fileName(held)}.json`, "application/json");
  });
  byId("save-odd").addEventListener("click", () => save(raw(), "so-trich-dan-cu.txt", "text/plain"));
  byId("anew").addEventListener("click", () => write(fresh()));
  byId("clear").addEventListener("click", () => {
    const whole = read();
    if (write(fresh())) return;
    keepBefore(whole);
    say(told.emptied);
    undo.focus();
  });
  undo.addEventListener("click", () => {
    if (write(before)) return;
    keepBefore(null);
    say("");
    byId("count").focus();
  });

  byId("open").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    let brought = null;
    try {
      brought = JSON.parse(await file.text());
    } catch {
      // told below, as any other file that is no collection
    }
    event.target.value = "";
    const wrong = problem(brought);
    say(wrong ? filled(told[wrong[0]] ?? known.words[wrong[0]], { n: wrong[1] }) : merged(brought));
  });

  // Entries that are new go to the end; of those that are there, notes that differ are both kept.
  const merged = (brought) => {
    let [added, there] = [0, 0];
    const refused = change((held) => {
      for (const { passage, quote = "", note = "", text = "", report = "" } of brought.entries) {
        const kept = held.entries.find((each) => same(each, { passage, quote }));
        there += kept ? 1 : 0;
        if (!kept) {
          held.entries.push({ passage, quote: quote || "", note: note || "", text: text || "", report: report || "" });
          added += 1;
        } else if (note && !(kept.note || "").includes(note)) {
          kept.note = [kept.note, note].filter(Boolean).join("\n").slice(0, known.limits.note);
        }
      }
      held.title ||= brought.title || "";
      return held.entries.length > known.limits.entries ? "too_many" : null;
    });
    return refused ? "" : filled(told.merged, { new: added, old: there });
  };

  mine.hidden = false;
  onChange(show);
  show();
}
