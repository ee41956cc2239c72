// Taking back, and doing again: each deed brings its own opposite.

const DEPTH = 200;

/** A stack of what one did on this page.
 *
 * `push({label, undo, redo}, sent)` with a deed; both are functions that do it through the API and may reject. `undo()` and `redo()` give
 * the label of what they did, or null when there is nothing. One that fails is off the stack: it cannot be done any more.
 * `sent` is the promise of a deed whose way back needs its answer: it is on the stack at once, so that a quick Ctrl+Z means this deed and none
 * before it, waits to be taken back, and is off again when the server refuses.
 */
export function createUndo() {
  const done = [];
  const undone = [];
  const listeners = new Set();
  const sending = new WeakMap(); // deed -> the promise of its answer
  let turn = Promise.resolve();

  const tell = () => listeners.forEach((listener) => listener());

  function drop(deed) {
    const at = done.indexOf(deed);
    if (at < 0) return;
    done.splice(at, 1);
    tell();
  }

  function step(from, to, direction) {
    const work = async () => {
      const deed = from.pop();
      if (!deed) return null;
      tell();
      const made = await (sending.get(deed) ?? Promise.resolve()).then(() => true, () => false);
      if (!made) return null; // refused, which was told: there is nothing to take back
      const result = await deed[direction]();
      to.push(result && result.undo ? result : deed);
      tell();
      return deed.label;
    };
    // One after another: a second Ctrl+Z waits for the answer to the first.
    turn = turn.then(work, work);
    return turn;
  }

  return {
    push(deed, sent = null) {
      done.push(deed);
      if (sent) {
        sending.set(deed, sent);
        sent.catch(() => drop(deed));
      }
      if (done.length > DEPTH) done.shift();
      undone.length = 0;
      tell();
    },
    undo: () => step(done, undone, "undo"),
    redo: () => step(undone, done, "redo"),
    /** Takes back one deed out of turn, from its own notice; null when it has been taken back already. */
    undoThis(deed) {
      const at = done.indexOf(deed);
      if (at < 0) return Promise.resolve(null);
      done.splice(at, 1);
      done.push(deed);
      return step(done, undone, "undo");
    },
    get next() {
      return done.at(-1)?.label ?? null;
    },
    get again() {
      return undone.at(-1)?.label ?? null;
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
