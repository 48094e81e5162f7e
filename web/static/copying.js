// Copying words together with their source: of the selection while reading, of a reference on the page for citing.
// Nothing needs it: the page for citing has every form as text.

import { key, openPassage } from "./keys.js";
import { tell } from "./telling.js";

const article = document.querySelector("article.document");
const texts = document.querySelector("[data-copying]").dataset;
const MOST = 10; // passages that one selection may cite, for each is asked of the server

// The clipboard's own interface is there on https and on this machine alone; the old command works in an office network too.
const copy = (plain, html) => {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", plain);
    event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  tell(done ? texts.copied : texts.failed);
};

// The passages that the selection touches, each with the words that are selected of it; [] when nothing is.
const selected = () => {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return [];
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return [];
  const passages = [...article.querySelectorAll("[data-passage]")].filter((passage) => range.intersectsNode(passage));
  return passages.map((passage) => cut(range, passage)).filter(({ words }) => words);
};

// A table is cited whole, for what is selected of it need not be words in a row.
const cut = (range, passage) => {
  const part = document.createRange();
  part.selectNodeContents(passage);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  const words = wordsOf(part);
  return { id: passage.dataset.passage, words, quote: passage.matches("tbody") ? "" : words };
};

// Marks of notes, page numbers and the signs behind a passage are not words of the report.
const wordsOf = (range) => {
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  copied.querySelectorAll("sup.mark, .page, .address, .back, .unseen, button").forEach((element) => element.remove());
  return copied.textContent.trim().replace(/\s+/g, " ");
};

const opened = () => {
  const passage = openPassage();
  return passage ? [{ id: passage.dataset.passage, quote: "" }] : [];
};

// One passage's reference; throws the sentence that says why there is none.
const cited = async ({ id, quote }, format) => {
  const asked = new URLSearchParams({ style: "vietnamese", format });
  if (quote) asked.set("quote", quote);
  const answer = await fetch(`${texts.citation.replace("__id__", encodeURIComponent(id))}?${asked}`)
    .catch(() => { throw new Error(texts.unreachable); });
  if (!answer.ok) throw new Error(texts.failed);
  return answer.text();
};

const copyCited = async (passages) => {
  button.hidden = true;
  if (!passages.length) return tell(texts.nothing);
  if (passages.length > MOST) return tell(texts.many.replace("{n}", passages.length).replace("{most}", MOST));
  try {
    const [plain, html] = await Promise.all(["plain", "html"].map((format) => Promise.all(passages.map((one) => cited(one, format)))));
    return copy(plain.map((text) => text.trim()).join("\n\n"), html.join("\n"));
  } catch (fault) {
    return tell(fault.message);
  }
};

// Beside a selection that is finished, a button; by key without looking for it.
const button = document.createElement("button");
button.type = "button";
button.className = "copy floating";
button.textContent = texts.copying;
button.hidden = true;
button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
button.addEventListener("click", () => copyCited(selected()));

const offer = () => {
  button.hidden = !selected().length;
  if (button.hidden) return;
  const range = getSelection().getRangeAt(0);
  const rectangles = range.getClientRects();
  const end = rectangles[rectangles.length - 1] || range.getBoundingClientRect();
  const size = button.getBoundingClientRect();
  button.style.left = `${Math.max(8, Math.min(end.right - size.width, innerWidth - size.width - 8))}px`;
  button.style.top = `${Math.min(end.bottom + 8, innerHeight - size.height - 8)}px`;
};

if (article) {
  document.querySelector("main").append(button);
  addEventListener("mouseup", (event) => { if (event.target !== button) setTimeout(offer); }); // once it is over, the selection is as it will be
  addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") offer(); });
  addEventListener("touchend", (event) => { if (event.target !== button) setTimeout(offer, 300); });
  document.addEventListener("selectionchange", () => { if (getSelection().isCollapsed) button.hidden = true; });
  addEventListener("scroll", () => { button.hidden = true; }, { passive: true });
  key("C", () => {
    const passages = selected();
    copyCited(passages.length ? passages : opened());
  });
}

for (const reference of document.querySelectorAll(".citing div.citation")) {
  const copier = document.createElement("button");
  copier.type = "button";
  copier.className = "copy";
  copier.textContent = texts.copy;
  copier.setAttribute("aria-describedby", reference.closest("section").getAttribute("aria-labelledby"));
  copier.addEventListener("click", () => copy(reference.innerText.trim(), reference.innerHTML.trim()));
  reference.after(copier);
}
