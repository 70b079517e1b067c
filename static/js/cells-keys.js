// Keys in a score table: Enter and the arrows move, Esc takes back, Ctrl+Enter goes to the next step.
"use strict";

const CellKeys = (() => {
  const mains = () =>
    [...document.querySelectorAll(".cell[data-main]")].filter((cell) => cell.offsetParent);

  // Moves to the points or the result of the line above or below; leaving the cell saves it.
  function move(cell, way) {
    const all = mains();
    const own = Cells.rowOf(cell).querySelector(".cell[data-main]");
    const next = all[all.indexOf(own) + way];
    if (next) {
      next.focus();
      next.select?.();
    } else {
      cell.blur();
      cell.focus();
    }
  }

  function takeBack(cell) {
    cell.value = cell.defaultValue;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    const row = Cells.rowOf(cell);
    if (!Cells.isDirty(row)) {
      Cells.clear(row);
    }
    cell.select?.();
  }

  function addLine(cell) {
    cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
  }

  function enter(event, cell) {
    event.preventDefault();
    if (event.altKey && cell.tagName === "TEXTAREA") {
      addLine(cell);
      return;
    }
    const detour = Cells.detour?.(cell);
    if (detour) {
      detour.focus();
    } else {
      move(cell, 1);
    }
  }

  function press(event, cell) {
    const single = cell.dataset.col !== "words" && cell.tagName !== "SELECT";
    if (event.key === "Enter" && !event.shiftKey) {
      enter(event, cell);
    } else if (event.key === "Escape") {
      event.preventDefault();
      takeBack(cell);
    } else if (single && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(cell, event.key === "ArrowDown" ? 1 : -1);
    }
  }

  async function goOn() {
    const goal = document.querySelector("[data-goal]");
    if (goal instanceof HTMLAnchorElement) {
      Cells.leaveFor(goal.href);
    } else if (goal) {
      document.activeElement?.blur();
      goal.focus();
      Cells.announce(goal.textContent);
    }
  }

  return { goOn, press };
})();

document.addEventListener("keydown", (event) => {
  // While an input method composes a letter, its keys are not ours.
  if (event.isComposing || event.keyCode === 229) {
    return;
  }
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    CellKeys.goOn();
    return;
  }
  const cell = event.target.closest?.("tr[data-line] .cell");
  if (cell) {
    CellKeys.press(event, cell);
  }
});
