// What every page does: signs htmx requests, shows their failures, keeps forms from being sent twice,
// tells of columns out of sight, lets a list that fits scroll with its page.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) {
    event.detail.headers["X-CSRFToken"] = token.content;
  }
});

// The server answers a refused htmx request with one plain sentence.
function showLive(text) {
  const place = document.getElementById("live-messages");
  const box = document.createElement("div");
  box.className = "alert alert-danger";
  box.textContent = text;
  place.replaceChildren(box);
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const type = answer.getResponseHeader("Content-Type") || "";
  showLive(
    type.startsWith("text/plain") && answer.responseText
      ? answer.responseText
      : "Hệ thống gặp lỗi, nội dung vừa nhập chưa được lưu. Quý vị vui lòng thử lại.",
  );
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    showLive("Mất kết nối với máy chủ, nội dung vừa nhập chưa được lưu. Quý vị vui lòng thử lại.");
  });
}

// Comes after a failed answer too: only a good one takes the last message away.
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) {
    document.getElementById("live-messages").replaceChildren();
  }
});

// A double click sends once. The button stays readable and comes back with the Back button.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// A table wider than its place says so in words; the shade goes when the last column is in sight.
const SLACK_PIXELS = 8;
const tellWidth = (place) => {
  const hidden = place.scrollWidth - place.clientWidth;
  const hint = place.previousElementSibling;
  hint.hidden = hidden <= SLACK_PIXELS;
  place.classList.toggle("more-right", hidden - place.scrollLeft > SLACK_PIXELS);
  if (place.classList.contains("list")) {
    place.classList.toggle("fits", place.scrollWidth <= place.offsetWidth);
  }
};
const widths = new ResizeObserver((entries) => {
  for (const entry of entries) {
    tellWidth(entry.target.closest(".table-scroll"));
  }
});
const watchWidths = (root) => {
  for (const place of root.querySelectorAll(".table-scroll:not([data-watched])")) {
    const hint = document.createElement("p");
    hint.className = "scroll-hint";
    hint.hidden = true;
    hint.textContent =
      "Bảng còn cột ở bên phải: kéo thanh cuộn ngang dưới bảng, hoặc bấm vào bảng rồi dùng phím mũi tên →.";
    place.before(hint);
    place.dataset.watched = "yes";
    place.addEventListener("scroll", () => tellWidth(place), { passive: true });
    widths.observe(place);
    for (const table of place.children) {
      widths.observe(table);
    }
  }
};
watchWidths(document);
document.addEventListener("htmx:load", () => watchWidths(document));
