// Fresh HTML from the server in the place of old, region by region; what somebody is working in stays as it is.

const regionsOf = (root) => root.querySelectorAll("[data-region]");

/** What the server sent, by region: later only regions that it draws differently are touched. Call it before anything is enhanced. */
export function served(root) {
  return new Map([...regionsOf(root)].map((region) => [region.dataset.region, region.outerHTML]));
}

/** Where the focus is, so that it is found again: the element, its selection, and a way to describe its like. */
function rememberFocus(root) {
  const active = document.activeElement;
  if (!active || active === document.body || !root.contains(active)) return null;
  const item = active.closest("[data-evidence]");
  const act = active.dataset?.act;
  const href = active.getAttribute("href");
  const like = act ? `[data-act="${act}"]` : href ? `a[href="${CSS.escape(href)}"]` : null;
  const selection = "selectionStart" in active && active.type !== "file" ? safely(() => [active.selectionStart, active.selectionEnd]) : null;
  const siblings = item ? [...item.parentElement.children] : [];
  return { active, like, selection, item: item?.dataset.evidence ?? null, at: siblings.indexOf(item), region: active.closest("[data-region]")?.dataset.region ?? null };
}

function safely(read) {
  try {
    return read();
  } catch {
    return null; // inputs such as checkboxes have no selection
  }
}

/** Puts the focus back; gives what it went to: `"same"`, `"like"`, `"neighbour"`, or null. */
function restoreFocus(root, focus) {
  const { active, selection } = focus;
  if (active.isConnected) {
    if (document.activeElement === active) return "same";
    active.focus({ preventScroll: true });
    if (selection && selection[0] !== null) safely(() => active.setSelectionRange(...selection));
    return "same";
  }
  const host = focus.item ? root.querySelector(`[data-evidence="${focus.item}"]`) : focus.region ? root.querySelector(`[data-region="${focus.region}"]`) : root;
  const like = focus.like && host?.querySelector(focus.like);
  if (like) {
    like.focus({ preventScroll: true });
    return "like";
  }
  const items = root.querySelectorAll("[data-evidence]");
  const near = focus.item ? items[Math.min(Math.max(focus.at, 0), items.length - 1)] : host;
  const heir = near?.querySelector("button:not([tabindex='-1']), a[href]") ?? root.querySelector("h2, h3");
  if (!heir) return null;
  if (!heir.matches("button, a[href]")) heir.tabIndex = -1;
  heir.focus({ preventScroll: true });
  return "neighbour";
}

/** Swaps the regions of `root` that differ from `before` (made by `served`) for those of `fresh`; updates `before`.
 *
 * A form in work is moved over: `isBusy(form)` says which `[data-keep]` forms are; `[data-live]` forms always are. Gives
 * `{changed: [region], orphans: [form], focus}`: orphans are forms whose place the server no longer draws. `hydrate()` is called before
 * the focus is put back, because what is still hidden cannot take it. */
export function swapRegions(root, fresh, before, isBusy, hydrate) {
  const focus = rememberFocus(root);
  const changed = [];
  const orphans = [];
  for (const part of regionsOf(fresh)) {
    const name = part.dataset.region;
    const html = part.outerHTML;
    const old = root.querySelector(`[data-region="${name}"]`);
    // What is under somebody's pointer stays until it is dropped; that asks again.
    if (!old || before.get(name) === html || old.querySelector(".is-dragged")) continue;
    const next = document.importNode(part, true);
    for (const form of old.querySelectorAll("[data-keep]")) {
      const place = next.querySelector(`[data-keep="${form.dataset.keep}"]`);
      if (place && isBusy(form)) place.replaceWith(form);
      else if (isBusy(form)) orphans.push(form);
    }
    for (const form of old.querySelectorAll("[data-live]")) {
      const host = form.closest("[data-host]");
      const place = host && next.querySelector(`[data-host="${host.dataset.host}"]`);
      if (place) {
        place.classList.add("is-editing");
        place.append(form);
      } else orphans.push(form);
    }
    old.replaceWith(next);
    before.set(name, html);
    changed.push(name);
  }
  hydrate();
  return { changed, orphans, focus: focus ? restoreFocus(root, focus) : null };
}
