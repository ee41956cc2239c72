/**
 * A passage is a list of fragments `{start, end}`: ascending, disjoint, in code points.
 */

/** The same places in order, what overlaps or touches joined. */
export function merge(fragments) {
  const sorted = fragments.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged = [];
  for (const next of sorted) {
    const last = merged[merged.length - 1];
    if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
    else if (next.end > next.start) merged.push(next);
  }
  return merged;
}

/** Do two lists of fragments share a character? */
export function overlap(some, others) {
  return some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));
}

/** Code points covered. */
export const size = (fragments) => fragments.reduce((sum, { start, end }) => sum + end - start, 0);
