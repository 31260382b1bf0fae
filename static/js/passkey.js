// Passkeys. A form with data-passkey="create" or "get" asks the browser for one when it is sent, with the options that
// stand in the element named by data-options, or (data-fetch) at its own address; what the browser gives goes into the
// field "credential". What went wrong is said in the form's own words: data-unsupported, data-cancelled.

const json = globalThis.webauthnJSON;   // from allauth's package: between the browser's bytes and JSON

async function options(form) {
  if (!form.dataset.fetch) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options;
}

function discoverable(asked) {
  // a passkey that can be found without a name and asks for the finger, the face or a PIN
  asked.publicKey.authenticatorSelection = {
    ...asked.publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return asked;
}

async function ask(form) {
  const asked = await options(form);
  return form.dataset.passkey === "create" ? json.create(discoverable(asked)) : json.get(asked);
}

function say(form, sentence) {
  const place = form.querySelector("[data-passkey-says]");
  place.textContent = sentence;
  place.hidden = !sentence;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!json?.supported()) return say(form, form.dataset.unsupported);
    say(form, "");
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      say(form, form.dataset.cancelled);
    }
  });
}
