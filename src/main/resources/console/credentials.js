// A page with a secret: copies what a button names, and gives the page the address of what comes after it, so that
// neither a reload nor the way back sends the form again.
(() => {
  "use strict";

  const then = document.querySelector("[data-then]");
  if (then) {
    history.replaceState(null, "", then.dataset.then);
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      const messages = document.getElementById("messages");
      try {
        await navigator.clipboard.writeText(source.value ?? source.textContent);
        messages.textContent = button.dataset.copied;
      } catch {
        // Over plain http there is no clipboard: what is to be copied is marked instead.
        source.focus();
        getSelection().selectAllChildren(source);
        source.select?.();
        messages.textContent = button.dataset.marked;
      }
    });
  }
})();
