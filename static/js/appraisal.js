// Appraisal: where the points differ from the agency's own, a reason box opens and is asked for.
"use strict";

(() => {
  const number = (text) => Number(text.trim().replace("−", "-").replace(",", "."));
  const mainOf = (row) => row.querySelector(".cell[data-main]");
  const minusOf = (row) => row.querySelector('.cell[data-col="minus"]');
  const reasonOf = (row) => row.querySelector('.cell[data-col="words"]');

  const unlike = (text, claimed) =>
    text.trim() !== "" && (claimed === "" || number(text) !== number(claimed));

  function differs(row) {
    const minus = minusOf(row);
    return (
      (mainOf(row) !== null && unlike(mainOf(row).value, row.dataset.self)) ||
      (minus !== null && unlike(minus.value, row.dataset.selfMinus))
    );
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
    return cell === mainOf(row) && row.dataset.self !== undefined && lacksReason(row)
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
