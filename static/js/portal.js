/* Small comforts on top of pages that work without script.

   In rows edited in place: Ctrl+Enter saves, typing is never lost (while a save is under way, when it
   fails, when the page is left), and every row says how it stands. Menus close as people expect. */
(function () {
  "use strict";

  const say = (name) => document.body.dataset[name] || "";
  const rowOf = (element) => element && element.closest(".intake-row");
  const formOf = (element) => {
    const form = element && element.closest("form");
    return rowOf(form) ? form : null;
  };
  const isTyped = (field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type);
  const valueOf = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  const typedIn = (form) => new Map([...form.elements].filter(isTyped).map((f) => [keyOf(f), valueOf(f)]));
  const keyOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);

  function tell(form, text, kind) {
    const mark = rowOf(form).querySelector(".owed-row__saved");
    if (!mark) return;
    mark.textContent = text;
    mark.classList.toggle("is-failed", kind === "failed");
    mark.classList.toggle("is-unsaved", kind === "unsaved");
  }

  function markDirty(form) {
    form.dataset.dirty = "";
    tell(form, say("unsaved"), "unsaved");
  }

  // Typing

  document.addEventListener("input", (event) => {
    const form = formOf(event.target);
    if (form && isTyped(event.target)) markDirty(form);
  });

  document.addEventListener("keydown", (event) => {
    const form = formOf(event.target);
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener("submit", (event) => {
    // A whole-page save leaves the page on purpose.
    const form = formOf(event.target);
    if (form && !form.hasAttribute("hx-post")) delete form.dataset.dirty;
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty], form[data-unsaved]")) event.preventDefault();
  });

  // Saving: what was typed since the request left is put back into the row that returns.

  const sent = new WeakMap();

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event.detail.elt);
    if (!form) return;
    sent.set(event.detail.xhr, { form, values: typedIn(form) });
    if (event.detail.requestConfig.verb !== "get") tell(form, say("saving"));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const request = sent.get(event.detail.xhr);
    if (!request) return;
    const answeredBy = new URL(event.detail.xhr.responseURL, location.href).pathname;
    if (answeredBy === say("login")) {
      event.detail.shouldSwap = false;
      request.signedOut = true;
      return;
    }
    request.rowId = rowOf(request.form).id;
    request.later = [...typedIn(request.form)].filter(([key, value]) => request.values.get(key) !== value);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const request = sent.get(event.detail.xhr);
    if (!request || !request.later) return;
    const row = document.getElementById(request.rowId) || rowOf(request.form);
    const form = row && row.querySelector("form");
    if (!form) return;
    // A refused save comes back with the typed text in it, still unsaved.
    if (event.detail.xhr.status >= 400) form.dataset.dirty = "";
    else delete form.dataset.dirty;
    for (const field of form.elements) {
      const change = request.later.find(([key]) => key === keyOf(field));
      if (!change || !isTyped(field)) continue;
      if (typeof change[1] === "boolean") field.checked = change[1];
      else field.value = change[1];
      markDirty(form);
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const request = sent.get(event.detail.xhr);
    if (!request || !request.form.isConnected) return;
    const swapped = event.detail.successful || [409, 422].includes(event.detail.xhr.status);
    if (swapped && !request.signedOut) return;
    if (request.values.size) request.form.dataset.dirty = "";
    const mayRetry = request.form.hasAttribute("hx-post") && !request.form.dataset.retried;
    if (event.detail.xhr.status === 403 && mayRetry) {
      saveWithNewToken(request.form);
      return;
    }
    const expired = request.signedOut || [401, 403].includes(event.detail.xhr.status);
    tell(request.form, say(expired ? "signedOut" : "failed"), "failed");
  });

  // Signing in again in another tab makes the token of this page's forms old: take a new one, once.
  async function saveWithNewToken(form) {
    form.dataset.retried = "";
    const answer = await fetch(form.getAttribute("hx-post"), { headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = answer.ok && !answer.redirected && page.querySelector("[name=csrfmiddlewaretoken]");
    if (!token) return tell(form, say("signedOut"), "failed");
    for (const old of document.querySelectorAll("[name=csrfmiddlewaretoken]")) old.value = token.value;
    form.requestSubmit();
  }

  // Long work: say so, and do not start it twice. Coming back by the back button wakes the form up.

  document.addEventListener("submit", (event) => {
    const word = event.target.dataset.slow;
    if (!word) return;
    for (const button of event.target.querySelectorAll("button[type=submit]")) button.disabled = true;
    event.target.querySelector("[data-slow-word]").textContent = word;
  });

  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("form[data-slow] button[disabled]")) button.disabled = false;
    for (const word of document.querySelectorAll("[data-slow-word]")) word.textContent = "";
  });

  // Copying: a button that only script can offer; without it, the text is there to be selected.

  for (const button of document.querySelectorAll("button[data-copies]")) button.hidden = false;

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copies);
    const said = button.nextElementSibling;
    text.select();
    // Plain HTTP in an office's own network has no clipboard: copy what is selected.
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(text.value).then(() => true, () => document.execCommand("copy"))
      : document.execCommand("copy");
    said.textContent = copied ? button.dataset.done : button.dataset.failed;
  });

  // A link to a first password: its code stands behind the #, where no server and no log sees it.

  const code = document.querySelector("input[data-from-address]");
  if (code && /^#[0-9a-z]+-[0-9a-z]+-[0-9a-f]+$/.test(location.hash)) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }

  // "/" leads to the field that finds anything, wherever one is not typing.

  document.addEventListener("keydown", (event) => {
    const field = event.key === "/" && document.querySelector("[aria-keyshortcuts='/']");
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!field || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // Menus

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
