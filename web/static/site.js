// What makes asking quicker, for who has scripts: suggestions while typing, recent questions, keys. Nothing needs it.

import { key, openPassage } from "./keys.js";

const RECENT = "van-kho.recent"; // kept in this browser, and sent nowhere
const MOST_RECENT = 8;
const PAUSE = 120; // milliseconds without a key before suggestions are asked for

const recent = () => {
  try {
    return JSON.parse(localStorage.getItem(RECENT) || "[]").filter((query) => typeof query === "string");
  } catch {
    return []; // storage is forbidden, or holds what is not ours
  }
};

const remember = (query) => {
  try {
    const others = recent().filter((other) => other !== query);
    localStorage.setItem(RECENT, JSON.stringify([query, ...others].slice(0, MOST_RECENT)));
  } catch {
    // nothing is remembered where storage is forbidden
  }
};

// A combobox as in the ARIA Authoring Practices: the focus stays in the box, the arrows walk through the list.
const suggesting = (form) => {
  const box = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  list.id = `${box.id}-suggested`;
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    list.children[chosen].setAttribute("aria-selected", "true");
    list.children[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const take = (text) => {
    box.value = text;
    close();
    form.requestSubmit();
  };

  const show = (suggestions) => {
    close();
    list.replaceChildren(...suggestions.map(({ text, kind, also }, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(text);
      const told = document.createElement("small");
      told.textContent = [also, form.dataset[kind]].filter(Boolean).join(" · ");
      item.append(" ", told);
      item.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      item.addEventListener("click", () => take(text));
      return item;
    }));
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };

  const suggest = async () => {
    const mine = ++asked;
    const typed = box.value.trim();
    if (!typed) {
      show(recent().map((text) => ({ text, kind: "recent" })));
      return;
    }
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (mine === asked && document.activeElement === box) show(suggestions);
    } catch {
      close(); // without the server there are no suggestions, and the box works as before
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  box.addEventListener("click", () => { if (!box.value) suggest(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.isComposing) return; // an input method for Vietnamese is at work
    if (event.key === "ArrowDown" && list.hidden) {
      suggest();
    } else if (event.key === "ArrowDown") {
      choose(chosen < last ? chosen + 1 : 0);
    } else if (event.key === "ArrowUp" && !list.hidden) {
      choose(chosen > 0 ? chosen - 1 : last);
    } else if (event.key === "Enter" && chosen >= 0) {
      take(list.children[chosen].firstChild.textContent);
    } else if (event.key === "Escape" && !list.hidden) {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked += 1; // an answer still under way comes too late
    if (box.value.trim()) remember(box.value.trim());
  });
};

document.querySelectorAll("form[data-suggest]").forEach(suggesting);

key("/", () => {
  const box = document.querySelector("#q");
  box.focus();
  box.select();
});
key("?", () => location.assign(document.body.dataset.help));
key("c", () => {
  const link = openPassage()?.querySelector('a[href*="/cite"]') ?? document.querySelector("a.cite");
  if (!link) return false;
  location.assign(link.href);
});
