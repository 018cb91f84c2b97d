// Forms with data-passkey="create" or "get": the browser asks the person for a passkey, and its answer goes with the form.
// Where the form also takes a code and there is one, it goes as it is.
(() => {
  "use strict";

  const ask = async (form) => {
    const options = JSON.parse(form.dataset.options);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      if (form.elements.code?.value) {
        return;
      }
      event.preventDefault();
      const message = form.querySelector("[role=alert]");
      message.hidden = true;
      try {
        const credential = await ask(form);
        form.elements.credential.value = JSON.stringify(credential.toJSON());
      } catch {
        message.textContent = form.dataset.failed; // whatever the reason: the person said no, or has none
        message.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
