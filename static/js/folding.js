// Folds the groups of a criteria table and remembers it; leads to the first empty line.
"use strict";

const Folding = (() => {
  const table = document.querySelector("table[data-fold]");
  const place = table ? `folded:${table.dataset.fold}` : "";
  const buttons = () => [...table.querySelectorAll("button[data-key]")];

  function folded() {
    return buttons().filter((button) => button.getAttribute("aria-expanded") === "false");
  }

  function show() {
    const closed = folded().map((button) => `${button.dataset.key}.`);
    for (const row of table.querySelectorAll("tr[data-key]")) {
      row.hidden = closed.some((start) => row.dataset.key.startsWith(start));
    }
  }

  function set(button, open) {
    button.setAttribute("aria-expanded", String(open));
  }

  function remember() {
    const keys = folded().map((button) => button.dataset.key);
    localStorage.setItem(place, JSON.stringify(keys));
  }

  function restore() {
    const keys = new Set(JSON.parse(localStorage.getItem(place) || "[]"));
    for (const button of buttons()) {
      button.hidden = false;
      set(button, !keys.has(button.dataset.key));
    }
    show();
  }

  function toggle(button) {
    set(button, button.getAttribute("aria-expanded") === "false");
    show();
    remember();
  }

  function setAll(open) {
    for (const button of buttons()) {
      set(button, open);
    }
    show();
    remember();
  }

  // Opens every group above the row, so that it can be seen.
  function reveal(row) {
    for (const button of folded()) {
      if (row.dataset.key.startsWith(`${button.dataset.key}.`)) {
        set(button, true);
      }
    }
    show();
  }

  return { restore, reveal, setAll, table, toggle };
})();

if (Folding.table) {
  Folding.restore();
}
// The one save button is for browsers without scripts; what needs scripts shows only with them.
for (const node of document.querySelectorAll("[data-without-script]")) {
  node.hidden = true;
}
for (const node of document.querySelectorAll("[data-with-script]")) {
  node.hidden = false;
}

document.addEventListener("click", (event) => {
  const fold = event.target.closest("button[data-key]");
  const all = event.target.closest("button[data-fold-all]");
  const jump = event.target.closest("a[data-jump]");
  if (fold) {
    Folding.toggle(fold);
  } else if (all) {
    Folding.setAll(all.dataset.foldAll === "open");
  } else if (jump) {
    const row = document.querySelector(jump.hash);
    if (row) {
      event.preventDefault();
      Folding.reveal(row);
      row.scrollIntoView({ block: "center" });
      row.querySelector(".cell")?.focus({ preventScroll: true });
    }
  }
});
