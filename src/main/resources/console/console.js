// Keys of the console. A key is an attribute of what it does: data-key="a" on a button or a link, with
// data-key-label for the list that "?" shows. No key works while somebody types, held down, or before a page could be
// seen: what was meant for the page before must not decide on this one. And forms that are sent once.
(() => {
  "use strict";

  const NO_TEXT = ["checkbox", "radio", "button", "submit"];
  const SEEN_AFTER_MILLIS = 250;
  const GONE_AFTER_MILLIS = 5 * 60 * 1000;
  const OFF = "keys-off";

  const typing = (element) =>
    element.isContentEditable ||
    ["TEXTAREA", "SELECT"].includes(element.tagName) ||
    (element.tagName === "INPUT" && !NO_TEXT.includes(element.type));

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

  // Who speaks to the machine, or whose hands tremble, turns the keys off, in this browser.
  const isOff = () => localStorage.getItem(OFF) !== null;

  const showSwitch = () => {
    const button = document.getElementById("keys-switch");
    button.textContent = isOff() ? button.dataset.on : button.dataset.off;
  };

  document.getElementById("keys-open")?.addEventListener("click", showKeys);

  if (document.getElementById("keys-switch")) {
    showSwitch();
    document.getElementById("keys-switch").addEventListener("click", () => {
      if (isOff()) {
        localStorage.removeItem(OFF);
      } else {
        localStorage.setItem(OFF, "");
      }
      showSwitch();
    });
  }

  // What can't be taken back, with data-confirm on the form or the button, is asked once more.
  const confirmed = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const what = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    const dialog = document.getElementById("confirm");
    if (!what || !dialog || confirmed.has(form)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById("confirm-what").textContent = what;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "yes") {
        confirmed.add(form);
        form.requestSubmit(event.submitter);
        confirmed.delete(form);
      }
    }, {once: true});
    dialog.showModal();
  });

  // A form is sent once: a second click would do a second time, or hide, what the first one did.
  let sent = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // Prevented: nothing is sent yet, a passkey is asked for.
    if (form.method === "post" && !form.hasAttribute("hx-post") && !event.defaultPrevented) {
      if (sent.has(form)) {
        event.preventDefault();
      }
      sent.add(form);
    }
  });

  window.addEventListener("pageshow", () => {
    sent = new WeakSet(); // shown again by the way back
    delete document.body.dataset.keys;
    setTimeout(() => {
      document.body.dataset.keys = "on";
    }, SEEN_AFTER_MILLIS);
  });

  // What a page asks for by itself stops when nobody is there, so that a listing does not stay taken.
  let touched = Date.now();

  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    document.addEventListener(sign, () => {
      touched = Date.now();
    }, {passive: true});
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.headers["X-Poll"] && Date.now() - touched > GONE_AFTER_MILLIS) {
      event.preventDefault();
    }
  });

  document.addEventListener("htmx:sendError", () => {
    const messages = document.getElementById("messages");
    messages.textContent = messages.dataset.lost;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) {
      return;
    }
    if (event.repeat || isOff() || !document.body.dataset.keys || document.querySelector("dialog[open]")) {
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
