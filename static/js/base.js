// What every page does: signs htmx requests, shows their failures, keeps forms from being sent twice.
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
