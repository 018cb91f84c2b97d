// Keys of the console. A key is an attribute of what it does: data-key="a" on a button or a link, with
// data-key-label for the list that "?" shows. No key works while somebody types. And forms that are sent once.
(() => {
  "use strict";

  const typing = (element) =>
    element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

  const visible = (element) => element.getClientRects().length > 0 && !element.disabled;

  const find = (key) =>
    [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key && visible(each));

  const showKeys = () => {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) {
      return;
    }
    const list = dialog.querySelector("dl");
    list.replaceChildren();
    for (const each of document.querySelectorAll("[data-key]")) {
      if (visible(each)) {
        const term = document.createElement("dt");
        const key = document.createElement("kbd");
        key.textContent = each.dataset.key;
        term.append(key);
        const what = document.createElement("dd");
        what.textContent = each.dataset.keyLabel || each.textContent.trim();
        list.append(term, what);
      }
    }
    dialog.showModal();
  };

  // What makes something, with data-once, is sent once: a second click would make a second one.
  let sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    if ("once" in event.target.dataset) {
      if (sent.has(event.target)) {
        event.preventDefault();
      }
      sent.add(event.target);
    }
  });

  window.addEventListener("pageshow", () => {
    sent = new WeakSet(); // shown again by the way back
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) {
      return;
    }
    if (document.querySelector("dialog[open]")) {
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      showKeys();
      return;
    }
    const target = find(event.key);
    if (target) {
      event.preventDefault();
      target.click();
    }
  });
})();
