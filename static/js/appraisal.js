// Appraisal: where the points differ from the agency's own, a reason box opens and is asked for.
"use strict";

(() => {
  const number = (text) => Number(text.trim().replace(",", "."));
  const pointsOf = (row) => row.querySelector('.cell[data-col="points"]');
  const reasonOf = (row) => row.querySelector('.cell[data-col="words"]');

  function differs(row) {
    const points = pointsOf(row).value;
    if (points.trim() === "") {
      return false;
    }
    return row.dataset.self === "" || number(points) !== number(row.dataset.self);
  }

  const lacksReason = (row) => differs(row) && reasonOf(row).value.trim() === "";

  function showBox(row, spoken) {
    const box = row.querySelector(".reason-box");
    const needed = differs(row);
    const wasHidden = box.hidden;
    box.hidden = !needed && reasonOf(row).value === "";
    reasonOf(row).required = needed;
    if (spoken && wasHidden && !box.hidden) {
      Cells.announce("Điểm khác với điểm tự chấm. Đề nghị ghi lý do ở ô bên cạnh.");
    }
  }

  Cells.detour = (cell) => {
    const row = Cells.rowOf(cell);
    return cell === pointsOf(row) && row.dataset.self !== undefined && lacksReason(row)
      ? reasonOf(row)
      : null;
  };

  document.addEventListener("input", (event) => {
    const row = Cells.rowOf(event.target);
    if (row && row.dataset.self !== undefined) {
      showBox(row, true);
    }
  });

  // Points without their reason wait for it; the row says so.
  document.addEventListener(
    "htmx:beforeRequest",
    (event) => {
      const row = event.target;
      if (!row.matches("tr[data-self]") || !lacksReason(row)) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const text = document.createElement("p");
      text.textContent = "Chưa lưu: điểm khác với điểm tự chấm, đề nghị ghi lý do.";
      Cells.markOf(row).replaceChildren(text);
      row.classList.add("is-failed");
      reasonOf(row).setAttribute("aria-invalid", "true");
      Cells.announce(text.textContent);
    },
    true,
  );

  for (const row of document.querySelectorAll("tr[data-self]")) {
    showBox(row, false);
  }
})();
