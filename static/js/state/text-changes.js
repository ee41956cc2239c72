// What changed between two texts of an article, by paragraph.

const MOST = 4000;

/** `[{kind: "same" | "gone" | "new", text}]` in order, over the lines of both texts; blank lines do not count. */
export function changedLines(before, after) {
  const split = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const [old, now] = [split(before), split(after)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const same = (lines) => lines.map((text) => ({ kind: "same", text }));
  return [...same(old.slice(0, head)), ...between(old.slice(head, old.length - tail), now.slice(head, now.length - tail)), ...same(old.slice(old.length - tail))];
}

/** `[{kind, text}]` over the words of two passages, each with the signs and spaces behind it; neighbours of a kind are one. */
export function changedWords(before, after) {
  const split = (text) => text.match(/[\p{L}\p{N}\p{M}_]+\s*|[^\p{L}\p{N}\p{M}_\s]+\s*|\s+/gu) ?? [];
  const runs = [];
  for (const { kind, text } of between(split(before), split(after))) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ kind, text });
  }
  return runs;
}

/** The longest common run of lines, by the usual table; two long texts without a common end are shown one after the other. */
function between(old, now) {
  if (old.length * now.length > MOST * MOST) return [...old.map((text) => ({ kind: "gone", text })), ...now.map((text) => ({ kind: "new", text }))];
  const width = now.length + 1;
  const length = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = old[i] === now[j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i] });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && length[(i + 1) * width + j] >= length[i * width + j + 1])) {
      lines.push({ kind: "gone", text: old[i] });
      i += 1;
    } else {
      lines.push({ kind: "new", text: now[j] });
      j += 1;
    }
  }
  return lines;
}
