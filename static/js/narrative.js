// Puts a figure into the paragraph that was written in last, at its cursor. Without scripts the
// reference is copied by hand.
"use strict";

(() => {
  let box = document.querySelector("textarea[data-figures]");

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea[data-figures]")) {
      box = event.target;
    }
  });

  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button || !box) {
      return;
    }
    const reference = button.parentElement.querySelector("code").textContent;
    box.focus();
    box.setRangeText(reference, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Who leaves with unsaved words is asked first.
  const form = document.querySelector(".narrative-editor form");
  let typed = false;
  form?.addEventListener("input", () => {
    typed = true;
  });
  form?.addEventListener("submit", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
})();
