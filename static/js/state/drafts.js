// What people type, kept on this computer until the server has it: per person and project.

import { uuid } from "../api/client.js";

const PREFIX = "fc:";

/** The values of a form by name: text, or a list for boxes and lists that take several. Files are left out. */
export function formValues(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file" || field.type === "submit" || field.type === "button") continue;
    if (field.type === "radio") {
      if (field.checked) values[field.name] = field.value;
      else values[field.name] ??= "";
    } else if (field.type === "checkbox") {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else if (field.multiple && field.selectedOptions) {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[field.name] = field.value;
    }
  }
  return values;
}

/** Puts `values` (as `formValues` gives them) into a form; names that the form lacks are passed over. */
export function fillForm(form, values) {
  for (const field of form.elements) {
    if (!field.name || !(field.name in values) || field.type === "file") continue;
    const value = values[field.name];
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.multiple && field.options) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
  }
}

/** The drafts of one person on one desk.
 *
 * `draft(name)` gives `{exists, values, id, at, save(values), keyFor(body), clear()}`. `id` is a UUID that stays with the
 * draft: a POST brings it as its `id`, so that a second try after a lost answer cannot make a second row.
 * `keyFor(body)` is the Idempotency-Key: the same body gets the same key, also after a reload; another body a
 * new one (the API answers 422 to a key that comes back with another body).
 */
export function createDrafts({ username, slug, storage = globalThis.localStorage }) {
  const prefix = `${PREFIX}${username}:${slug}:`;

  function read(name) {
    try {
      return JSON.parse(storage.getItem(prefix + name));
    } catch {
      return null;
    }
  }

  /** False when the browser refuses (private mode, full): the form then says that nothing is kept. */
  function write(name, record) {
    try {
      storage.setItem(prefix + name, JSON.stringify(record));
      return true;
    } catch {
      return false;
    }
  }

  function draft(name) {
    let record = read(name);
    const fresh = () => ({ values: null, id: uuid(), keys: {}, at: null });
    return {
      name,
      get exists() {
        return Boolean(record?.values);
      },
      get values() {
        return record?.values ?? {};
      },
      get at() {
        return record?.at ?? null;
      },
      get id() {
        record ??= fresh();
        return record.id;
      },
      save(values) {
        record = { ...(record ?? fresh()), values, at: new Date().toISOString() };
        return write(name, record);
      },
      keyFor(body) {
        record ??= fresh();
        const text = JSON.stringify(body) ?? "";
        if (record.sent !== text) record = { ...record, sent: text, key: uuid() };
        write(name, record);
        return record.key;
      },
      clear() {
        record = null;
        storage.removeItem(prefix + name);
      },
    };
  }

  /** Restores the draft into the form, then keeps it at every change; a form back at its first values keeps none.
   *
   * Gives the draft. An event `draft:kept` or `draft:lost` on the form says that it was written, or could not be. */
  function bindDraft(form, name) {
    const kept = draft(name);
    const first = JSON.stringify(formValues(form));
    if (kept.exists) {
      fillForm(form, kept.values);
      form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true, detail: { at: kept.at } }));
    }
    const keep = () => {
      const values = formValues(form);
      if (JSON.stringify(values) === first) {
        kept.clear();
        return;
      }
      const done = kept.save(values);
      form.dispatchEvent(new CustomEvent(done ? "draft:kept" : "draft:lost", { bubbles: true }));
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    return Object.assign(kept, { keep });
  }

  /** The names of all drafts that hold something typed. */
  function names() {
    const found = [];
    for (let index = 0; index < storage.length; index += 1) {
      const key = storage.key(index);
      if (key.startsWith(prefix) && read(key.slice(prefix.length))?.values) found.push(key.slice(prefix.length));
    }
    return found.sort();
  }

  return { prefix, storage, draft, bindDraft, names };
}

/** How many drafts and unsent changes a person has on this computer, on all desks: asked before signing out. */
export function countUnsent(username, storage = globalThis.localStorage) {
  let count = 0;
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (!key.startsWith(`${PREFIX}${username}:`)) continue;
    let record = null;
    try {
      record = JSON.parse(storage.getItem(key));
    } catch {
      continue;
    }
    if (record?.values || record?.method) count += 1;
  }
  return count;
}

/** Removes everything that a person typed from this computer; settings such as key maps stay. */
export function forgetUnsent(username, storage = globalThis.localStorage) {
  const doomed = [];
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key.startsWith(`${PREFIX}${username}:`) && !key.startsWith(`${PREFIX}${username}::`)) doomed.push(key);
  }
  for (const key of doomed) storage.removeItem(key);
}
