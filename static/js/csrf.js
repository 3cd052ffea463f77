// Send forms and JSON to the site. The token is read from its cookie at the moment of each request,
// because signing in or out changes it while the page stands.

export function csrfToken() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
}

/** POST `fields` as a form; resolves to the response, rejects when the site cannot be reached. */
export function post(url, fields, options = {}) {
  return send(url, new URLSearchParams(fields), {}, options);
}

/** POST `data` as JSON; `keepalive: true` lets it outlive the page. */
export function postJson(url, data, options = {}) {
  return send(url, JSON.stringify(data), { "Content-Type": "application/json" }, options);
}

function send(url, body, headers, options) {
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken(), ...headers },
    body,
    ...options,
  });
}

/** Give every request of htmx a fresh token, and drop the one that was rendered into the form:
    Django looks at the form's first, and that one may be from before a sign-in. */
export function watchRequests() {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get") return;
    detail.formData.delete("csrfmiddlewaretoken");
    detail.headers["X-CSRFToken"] = csrfToken();
  });
}
