// Rows of targets without loading the page anew: the same buttons and the same answer of the server, of which only the
// targets and the remarks are taken. Without this script the buttons do the same by a full page.

const PARTS = ["#cilove-hodnoty", "#poznamky"];
const form = document.querySelector(".goal-form");
let isLeaving = false; // saving ends an answer that is still awaited, which must not send the form once more

form?.addEventListener("submit", async (event) => {
  const action = event.submitter?.value ?? "";
  if (!/^(propose|add|remove-\d+)$/.test(action)) {
    isLeaving = true;
    return;
  }
  event.preventDefault();
  const page = await answer(new FormData(form, event.submitter));
  if (isLeaving) return;
  if (!page) {
    submitPlainly(action);
    return;
  }
  for (const part of PARTS) document.querySelector(part).replaceWith(page.querySelector(part));
  focusAfter(action);
});

async function answer(data) {
  try {
    const response = await fetch(location.href, { method: "POST", body: data, redirect: "error" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok && PARTS.every((part) => page.querySelector(part)) ? page : null;
  } catch {
    return null; // signed out, or no connection: the plain way says so, and loses nothing
  }
}

function submitPlainly(action) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "action", value: action });
  form.append(field);
  form.submit();
}

function focusAfter(action) {
  const rows = document.querySelectorAll(".target-form");
  const row = action === "add" ? rows[rows.length - 1] : rows[0];
  const fallback = document.querySelector('[name="action"][value="add"]');
  (action.startsWith("remove") ? fallback : (row?.querySelector("select") ?? fallback)).focus();
}
