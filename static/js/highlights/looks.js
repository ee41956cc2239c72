/**
 * How a highlight looks: from its rating, or the word for its state, to names that the style sheet knows.
 *
 * Ratings are told by underline style, a letter and words; colour comes last. A custom scale chooses from
 * these tokens, so every look has a fixed rule in reader.css.
 */
export const RATING_TOKENS = ["true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "not-enough"];

const STATES = {
  sealed: { icon: "mail", label: () => gettext("Sealed") },
  unlinked: { icon: "circle-dashed", label: () => gettext("Not linked to a claim") },
  unrated: { icon: "circle", label: () => gettext("No rating yet") },
  struck: { icon: "circle-slash", label: () => gettext("Not checkable") },
};

/**
 * `{token, state, rated, letter, icon, label}` of a span.
 *
 * `rating` is `{slug, letter, colour, label}` or one of the words sealed, unlinked, unrated (null: unrated).
 * A passage marked as not checkable is struck, unless a claim rests on it all the same.
 */
export function lookOf(span, rating) {
  if (rating && typeof rating === "object") {
    const token = RATING_TOKENS.includes(rating.colour) ? rating.colour : "not-enough";
    return { token, state: null, rated: true, letter: rating.letter, icon: null, label: rating.label };
  }
  let state = STATES[rating] ? rating : "unrated";
  if (span.checkable === false && state === "unlinked") state = "struck";
  return { token: state, state, rated: false, letter: null, icon: STATES[state].icon, label: STATES[state].label() };
}

/**
 * What is painted on one piece that `covering` highlights share: `{tint, line}`, names of groups or null.
 *
 * One neutral tint, deeper with each overlap up to three; one underline only, that of the shortest rated
 * highlight (else a thin grey one): stacked underlines cannot be read, the gutter tells the rest.
 * `covering`: `[{size, look, open}]`.
 */
export function paintOf(covering) {
  const marked = covering.filter((item) => item.look.token !== "struck");
  if (!marked.length) return { tint: null, line: "struck" };
  const open = marked.some((item) => item.open);
  const depth = Math.min(marked.length, 3);
  const shown = [...marked].sort((a, b) => b.look.rated - a.look.rated || a.size - b.size)[0];
  return {
    tint: open ? `open-${Math.min(depth, 2)}` : String(depth),
    line: shown.look.rated ? shown.look.token : open ? "open" : "unrated",
  };
}

/** Every group the painter registers, lowest first: a later one is painted over an earlier one. */
export const GROUPS = [
  ...["1", "2", "3", "open-1", "open-2"].map((name) => `tint-${name}`),
  "line-struck",
  "line-unrated",
  ...RATING_TOKENS.map((token) => `line-${token}`),
  "line-open",
  "hover",
  "fresh",
  "theirs",
  "mine",
];
