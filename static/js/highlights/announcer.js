/**
 * What screen readers are told. Answers to one's own act and errors go out at once; what others did is
 * summed up, at most once in twenty seconds, and can be switched off.
 */
const PAUSE = 20_000;

export class Announcer {
  constructor(parent = document.body, { now = () => Date.now(), wait = setTimeout } = {}) {
    this.now = now;
    this.wait = wait;
    this.polite = region("polite", parent);
    this.urgent = region("assertive", parent);
    this.waiting = [];
    this.last = -Infinity;
    this.summaries = true;
  }

  /** The answer to something the person just did. */
  say(text) {
    write(this.polite, text);
  }

  /** Something went wrong: at once. */
  error(text) {
    write(this.urgent, text);
  }

  /** Something happened elsewhere: joined with the rest, said when twenty seconds have passed. */
  summary(text) {
    if (!this.summaries) return;
    if (!this.waiting.includes(text)) this.waiting.push(text);
    if (this.timer) return;
    this.timer = this.wait(() => this.flush(), Math.max(0, this.last + PAUSE - this.now()));
  }

  flush() {
    this.timer = null;
    if (!this.waiting.length) return;
    this.last = this.now();
    write(this.polite, this.waiting.join(". "));
    this.waiting = [];
  }

  /** Switches the summaries of what others do on or off; answers and errors stay. */
  setSummaries(on) {
    this.summaries = on;
    if (!on) this.waiting = [];
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
