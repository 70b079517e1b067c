// Opens the evidence of a line in a row below it, and closes it again. Without scripts the link
// leads to the same content as a page of its own.
"use strict";

(() => {
  const rowOf = (link) => link.closest("tr");
  const open = () => document.querySelector("tr.beside");

  function close() {
    const below = open();
    if (!below) {
      return null;
    }
    const link = below.previousElementSibling.querySelector("a[data-beside]");
    below.remove();
    link.setAttribute("aria-expanded", "false");
    return link;
  }

  function addRow(link) {
    const row = rowOf(link);
    const below = document.createElement("tr");
    const cell = document.createElement("td");
    below.className = "beside";
    below.dataset.key = row.dataset.key; // folds together with its line
    cell.colSpan = row.cells.length;
    below.append(cell);
    row.after(below);
    link.setAttribute("aria-expanded", "true");
    return cell;
  }

  async function show(link) {
    const cell = addRow(link);
    try {
      await htmx.ajax("GET", link.href, { target: cell, swap: "innerHTML" });
    } catch {
      // No network: base.js says so on top of the page; the empty row goes below.
    }
    if (cell.hasChildNodes()) {
      cell.querySelector("h2")?.focus();
    } else {
      close()?.focus();
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-beside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const closed = close();
    if (closed !== link) {
      show(link);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("tr.beside [data-close-beside]")) {
      event.preventDefault();
      close()?.focus();
    }
  });

  // A refused upload comes back as the same panel with the reason in it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const type = xhr.getResponseHeader("Content-Type") || "";
    const ours = [403, 409, 422].includes(xhr.status) && type.startsWith("text/html");
    if (ours && event.target.closest?.(".evidence-panel")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("tr.beside")) {
      close()?.focus();
    }
  });
})();
