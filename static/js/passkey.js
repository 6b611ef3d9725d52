// Passkeys: the browser makes a key or signs with one, and the form carries the answer to the server.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

const ANSWERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** What the server sent, with bytes where the browser wants them. */
function decoded({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) {
    options.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
    options.excludeCredentials = withBytes(publicKey.excludeCredentials);
  } else {
    options.allowCredentials = withBytes(publicKey.allowCredentials);
  }
  return { publicKey: options };
}

/** The browser's answer in letters. */
function encoded(credential) {
  const given = ANSWERS.filter((name) => credential.response[name]);
  const response = Object.fromEntries(given.map((name) => [name, toText(credential.response[name])]));
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function use(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey](decoded(JSON.parse(form.dataset.options)));
    form.elements.credential.value = JSON.stringify(encoded(credential));
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

for (const sentence of document.querySelectorAll("[data-passkey-without]")) {
  sentence.hidden = true;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form);
  });
}
