// Saves a line of a score table when one of its cells changed. What could not be saved stays in
// its cells with the reason beside it. "Saved" is what the input's defaultValue holds.
"use strict";

const Cells = (() => {
  const GIVE_UP_AFTER_MILLISECONDS = 8000;

  // A drop-down has no default value of its own; the option that the page came with is it.
  for (const list of document.querySelectorAll("select.cell")) {
    list.defaultValue = [...list.options].find((option) => option.defaultSelected)?.value ?? "";
  }

  const rowOf = (node) => (node instanceof Element ? node.closest("tr[data-line]") : null);
  const cellsOf = (row) => [...row.querySelectorAll(".cell")];
  const isDirty = (row) => cellsOf(row).some((cell) => cell.value !== cell.defaultValue);
  const markOf = (row) => row.querySelector(".row-mark");
  const dirtyRows = () => [...document.querySelectorAll("tr[data-line]")].filter(isDirty);

  function announce(text) {
    document.getElementById("announce").textContent = text;
  }

  function clear(row) {
    row.classList.remove("is-failed");
    markOf(row).replaceChildren();
    for (const cell of cellsOf(row)) {
      cell.removeAttribute("aria-invalid");
    }
  }

  function save(row) {
    row.dataset.force = "yes";
    htmx.trigger(row, "change");
  }

  // A failure that the server could not put into the row itself: away, busy, or no network.
  function fail(row, reason) {
    const text = document.createElement("p");
    text.textContent = `Chưa lưu được: ${reason}`;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-sm btn-outline-primary";
    again.dataset.retry = "";
    again.textContent = "Lưu lại";
    markOf(row).replaceChildren(text, again);
    row.classList.add("is-failed");
    announce(text.textContent);
  }

  // Everything typed so far is saved, or nothing more can be done about it here.
  function settled() {
    const started = Date.now();
    return new Promise((resolve) => {
      const look = () => {
        const waiting = document.querySelector("tr.is-saving");
        if (waiting && Date.now() - started < GIVE_UP_AFTER_MILLISECONDS) {
          setTimeout(look, 50);
          return;
        }
        resolve(dirtyRows().length === 0);
      };
      setTimeout(look, 0);
    });
  }

  async function leaveFor(address) {
    document.activeElement?.blur();
    if (await settled()) {
      location.assign(address);
      return;
    }
    const [first] = dirtyRows();
    cellsOf(first)[0].focus();
    announce("Còn nội dung chưa lưu được. Quý vị xem lại dòng này trước khi chuyển trang.");
  }

  return { announce, cellsOf, clear, dirtyRows, fail, isDirty, leaveFor, markOf, rowOf, save, settled };
})();

document.addEventListener("htmx:beforeRequest", (event) => {
  const row = Cells.rowOf(event.target);
  if (row !== event.target) {
    return;
  }
  if (!Cells.isDirty(row) && !row.dataset.force) {
    event.preventDefault();
    return;
  }
  delete row.dataset.force;
  row.sent = new Map(Cells.cellsOf(row).map((cell) => [cell, cell.value]));
  row.classList.add("is-saving");
});

// A refusal comes as a fragment for the row: the reason, or both values of a conflict.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const type = xhr.getResponseHeader("Content-Type") || "";
  if (event.target.matches("tr[data-line]") && xhr.status >= 400 && type.startsWith("text/html")) {
    const ours = [403, 409, 422].includes(xhr.status);
    event.detail.shouldSwap = ours;
    event.detail.isError = !ours;
  }
});

// Lines are saved side by side, and an answer may be overtaken on its way. Every answer says when
// the server began to read; sums and counts that were read later stay.
const Answers = { now: NaN, shown: new Map() };

document.addEventListener("htmx:beforeSwap", (event) => {
  Answers.now = Number(event.detail.xhr.getResponseHeader("X-Read-At") ?? NaN);
});

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { id } = event.target;
  if (Number.isNaN(Answers.now) || id === "announce") {
    return;
  }
  if (Answers.now < (Answers.shown.get(id) ?? 0)) {
    event.detail.shouldSwap = false;
  } else {
    Answers.shown.set(id, Answers.now);
  }
});

document.addEventListener("htmx:afterRequest", (event) => {
  const row = Cells.rowOf(event.target);
  if (row !== event.target) {
    return;
  }
  const { xhr } = event.detail;
  const type = xhr.getResponseHeader("Content-Type") || "";
  row.classList.remove("is-saving");
  if (xhr.status === 200 && !xhr.getResponseHeader("HX-Redirect")) {
    noteSaved(row);
  } else if ([403, 409, 422].includes(xhr.status) && type.startsWith("text/html")) {
    noteRefused(row);
  } else if (xhr.status >= 400) {
    const plain = type.startsWith("text/plain") && xhr.responseText;
    Cells.fail(row, plain ? xhr.responseText : "máy chủ gặp lỗi.");
  } else if (xhr.status === 0) {
    Cells.fail(row, "mất kết nối với máy chủ.");
  }
});

function noteSaved(row) {
  const written = row.querySelector(".tick").dataset;
  for (const [cell, sent] of row.sent) {
    const kept = written[cell.dataset.col] ?? sent;
    cell.defaultValue = kept;
    if (cell.value === sent) {
      cell.value = kept;
    }
  }
  if (!Cells.isDirty(row)) {
    Cells.clear(row);
  }
}

function noteRefused(row) {
  const mark = Cells.markOf(row);
  row.classList.add("is-failed");
  for (const cell of Cells.cellsOf(row)) {
    const named = mark.dataset.field === cell.dataset.col;
    cell.toggleAttribute("aria-invalid", false);
    if (named) {
      cell.setAttribute("aria-invalid", "true");
    }
  }
}

// "Save again", "keep mine" and "take the new one".
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-retry], button[data-keep], button[data-take]");
  const row = Cells.rowOf(button);
  if (!row) {
    return;
  }
  const version = button.dataset.keep ?? button.dataset.take;
  if (version !== undefined) {
    row.querySelector(".seen").value = version;
  }
  if (button.dataset.take === undefined) {
    Cells.save(row);
  } else {
    for (const cell of Cells.cellsOf(row)) {
      cell.value = cell.defaultValue = button.dataset[cell.dataset.col] ?? "";
    }
    Cells.clear(row);
    Cells.announce("Đã lấy nội dung mới của đồng nghiệp.");
  }
  Cells.cellsOf(row)[0].focus();
});

// Leaving by a link waits for the save that leaving the cell has started.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || !plain || link.target || link.hasAttribute("data-beside") || link.hasAttribute("download")) {
    return;
  }
  const here = link.pathname === location.pathname && link.search === location.search;
  if ((here && link.hash) || Cells.dirtyRows().length === 0) {
    return;
  }
  event.preventDefault();
  Cells.leaveFor(link.href);
});

window.addEventListener("beforeunload", (event) => {
  if (Cells.dirtyRows().length > 0) {
    event.preventDefault();
  }
});
