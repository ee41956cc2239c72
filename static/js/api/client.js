// The one way from the browser to the API: same-origin session, CSRF, ETags, idempotency, problem documents.

/** A problem document (RFC 9457) as an error: `status, title, detail, errors: [{pointer, detail}], current, etag`. */
export class Problem extends Error {
  constructor(document, { status, etag = null, retryAfter = null } = {}) {
    super(document.detail || document.title || String(status));
    this.name = "Problem";
    this.document = document;
    this.status = status ?? document.status;
    this.title = document.title ?? "";
    this.detail = document.detail ?? "";
    this.errors = document.errors ?? [];
    this.current = document.current ?? null;
    this.etag = etag;
    this.retryAfter = retryAfter;
  }

  /** True when the session has ended; what was typed waits until the person is back. */
  get signedOut() {
    return this.status === 401 || (this.status === 403 && /csrf/i.test(`${this.document.type} ${this.title} ${this.detail}`));
  }

  /** True when the same request may succeed a little later without anyone changing anything. */
  get passing() {
    return [408, 425, 429, 502, 503, 504].includes(this.status) || (this.status === 409 && this.retryAfter !== null);
  }

  /** What is wrong with one field, or null; `pointer` is a JSON Pointer as in `/claimed_on`. */
  at(pointer) {
    const hit = this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
    return hit ? hit.detail : null;
  }
}

/** The server could not be reached: no network, or no answer in time. */
export class Offline extends Error {
  constructor(cause) {
    super("offline", { cause });
    this.name = "Offline";
  }
}

/** A random UUID; the fallback is for pages served by plain HTTP from another host than localhost. */
export function uuid() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The CSRF token: from the cookie, because signing in again in another tab renews it; else from the page. */
function pageToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice(10)) : (document.querySelector('meta[name="csrf-token"]')?.content ?? "");
}

/** Whose page this is: somebody else may have signed in in another tab since. */
const pagePerson = () => globalThis.document?.querySelector?.('meta[name="me"]')?.content ?? "";

/** `"7"` for a row of revision 7: the form of If-Match that the API accepts without a digest. */
export function revisionTag(row) {
  return `"${row.revision}"`;
}

/** A client for the addresses under `base`, for example `/api/v1/projects/desk`.
 *
 * Each method gives `{data, etag, status, headers}`; throws `Problem` for an answer that is none, `Offline`
 * for no answer. A path that starts with `/` is taken as it is, any other is joined to `base`. `etag` goes
 * out as If-Match on writes, as If-None-Match on reads; a write carries an Idempotency-Key (`key`, or a new one).
 * `keepalive`: the request is sent to its end even when the page is closed.
 */
export function createClient({ base, fetch = globalThis.fetch.bind(globalThis), token = pageToken, person = pagePerson, patience = 30000 }) {
  const address = (path) => (path.startsWith("/") || /^https?:/.test(path) ? path : `${base}/${path}`);

  async function exchange(method, path, { headers = {}, body, keepalive } = {}) {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(patience) : undefined;
    try {
      return await fetch(address(path), { method, headers, body, signal, keepalive, credentials: "same-origin" });
    } catch (error) {
      throw new Offline(error);
    }
  }

  async function send(method, path, body, { etag, key, keepalive = false } = {}) {
    const writes = method !== "GET";
    const headers = { Accept: "application/json" };
    if (person()) headers["Signed-In-As"] = person();
    if (etag) headers[writes ? "If-Match" : "If-None-Match"] = etag;
    if (writes) {
      headers["X-CSRFToken"] = token();
      headers["Idempotency-Key"] = `"${key ?? uuid()}"`;
    }
    let payload;
    if (body instanceof FormData) payload = body;
    else if (body !== undefined && body !== null) {
      headers["Content-Type"] = "application/json";
      payload = JSON.stringify(body);
    }
    const answer = await exchange(method, path, { headers, body: payload, keepalive });
    return read(answer);
  }

  async function read(answer) {
    const etag = answer.headers.get("ETag");
    const text = await answer.text().catch((error) => {
      throw new Offline(error);
    });
    const json = /json/.test(answer.headers.get("Content-Type") ?? "");
    let data = null;
    try {
      data = json && text ? JSON.parse(text) : null;
    } catch (error) {
      throw new Offline(error); // cut off on the way
    }
    if (answer.ok || answer.status === 304) return { data, etag, status: answer.status, headers: answer.headers };
    const retryAfter = answer.headers.get("Retry-After");
    throw new Problem(data ?? { title: answer.statusText, status: answer.status }, { status: answer.status, etag, retryAfter });
  }

  /** The HTML of a fragment; a redirect to the sign-in page is the 401 that it means. */
  async function html(path) {
    const answer = await exchange("GET", path, { headers: { Accept: "text/html", "X-Requested-With": "fetch" } });
    if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) {
      throw new Problem({ title: "Signed out", status: 401 }, { status: 401 });
    }
    const text = await answer.text().catch((error) => {
      throw new Offline(error);
    });
    if (!answer.ok) throw new Problem({ title: answer.statusText, status: answer.status }, { status: answer.status });
    return text;
  }

  return {
    base,
    html,
    send,
    get: (path, options) => send("GET", path, undefined, options),
    post: (path, body, options) => send("POST", path, body, options),
    put: (path, body, options) => send("PUT", path, body, options),
    patch: (path, body, options) => send("PATCH", path, body, options),
    del: (path, options) => send("DELETE", path, undefined, options),
  };
}
