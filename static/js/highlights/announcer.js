/**
 * What screen readers are told. Answers to one's own act and errors go out at once; what others did is
 * summed up, at most once in twenty seconds, and can be switched off.
 */
import { keep, kept } from "./kept.js";

const PAUSE = 20_000;

export class Announcer {
  constructor(parent = document.body, { now = () => Date.now(), wait = (fn, ms) => setTimeout(fn, ms) } = {}) {
    this.now = now;
    this.wait = wait;
    this.polite = region("polite", parent);
    this.urgent = region("assertive", parent);
    this.waiting = new Map(); // name -> {count, words}
    this.last = -Infinity;
    this.summaries = kept("summaries", "on") === "on";
  }

  /** The answer to something the person just did. */
  say(text) {
    write(this.polite, text);
  }

  /** Something went wrong: at once. */
  error(text) {
    write(this.urgent, text);
  }

  /**
   * Something happened elsewhere, `count` times: added up by `name`, said as `words(count)` when twenty
   * seconds have passed since the last summary.
   */
  summary(name, count, words) {
    if (!this.summaries || !count) return;
    this.waiting.set(name, { count: (this.waiting.get(name)?.count ?? 0) + count, words });
    this.timer ??= this.wait(() => this.flush(), Math.max(0, this.last + PAUSE - this.now()));
  }

  flush() {
    this.timer = null;
    if (!this.waiting.size) return;
    this.last = this.now();
    write(this.polite, [...this.waiting.values()].map(({ count, words }) => words(count)).join(", "));
    this.waiting.clear();
  }

  /** Switches the summaries of what others do on or off, and remembers it; answers and errors stay. */
  setSummaries(on) {
    this.summaries = on;
    if (!on) this.waiting.clear();
    keep("summaries", on ? "on" : "off");
  }
}

function region(kind, parent) {
  const element = document.createElement("div");
  element.className = "visually-hidden";
  element.setAttribute("aria-live", kind);
  element.setAttribute("role", kind === "assertive" ? "alert" : "status");
  parent.append(element);
  return element;
}

/** The same words twice must be a change, or they are not read again. */
function write(element, text) {
  element.textContent = element.textContent === text ? `${text}\u00a0` : text;
}
