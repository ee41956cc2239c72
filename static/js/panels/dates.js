// Dates as the desk writes them: a day, a month, or a year.

const MONTHS = 12;

/** `2024-01-24`, `2024-01` or `2024` for what a person typed, null for no date, undefined for what is none.
 *
 * Takes ISO dates, day first with dots, slashes or dashes (`24.1.2024`), and a month's name in the page's language or English
 * (`24 Jan 2024`, `March 2023`). Nothing is guessed: `last year`, `1/2/24` are none. */
export function readDate(typed, language = globalThis.document?.documentElement.lang || "en") {
  const text = toAsciiDigits(typed).trim().replace(/\s+/g, " ").replace(/,/g, "");
  if (!text) return null;
  let hit = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (hit) return date(hit[1], hit[2], hit[3]);
  hit = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text);
  if (hit) return date(hit[3], hit[2], hit[1]);
  hit = /^(\d{1,2})[./](\d{4})$/.exec(text);
  if (hit) return date(hit[2], hit[1]);
  hit = /^(?:(\d{1,2})\.? )?(\p{L}+)\.? (\d{4})$/u.exec(text);
  if (hit) return named(hit[3], hit[2], hit[1], language);
  hit = /^(\p{L}+)\.? (\d{1,2}) (\d{4})$/u.exec(text);
  if (hit) return named(hit[3], hit[1], hit[2], language);
  return undefined;
}

function named(year, name, day, language) {
  const wanted = name.toLocaleLowerCase();
  for (const locale of new Set([language, "en"])) {
    for (let month = 0; month < MONTHS; month += 1) {
      const names = ["long", "short"].flatMap((style) =>
        [{ month: style }, { month: style, day: "numeric" }].map((parts) => {
          const shown = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).formatToParts(new Date(Date.UTC(2024, month, 1)));
          return shown.find((part) => part.type === "month").value.toLocaleLowerCase().replace(/\.$/, "");
        }),
      );
      if (names.includes(wanted)) return date(year, month + 1, day);
    }
  }
  return undefined;
}

function date(year, month, day) {
  if (Number(year) < 1000) return undefined;
  if (month === undefined) return year;
  const [m, d] = [Number(month), day === undefined ? 1 : Number(day)];
  const made = new Date(Date.UTC(Number(year), m - 1, d));
  if (made.getUTCMonth() !== m - 1 || made.getUTCDate() !== d) return undefined;
  const two = (number) => String(number).padStart(2, "0");
  return day === undefined ? `${year}-${two(m)}` : `${year}-${two(m)}-${two(d)}`;
}

/** Arabic-Indic and other decimal digits as 0 to 9. */
function toAsciiDigits(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0);
    if (point < 128) return digit;
    let zero = point;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero -= 1;
    return String(point - zero);
  });
}

/** What to say about a date that is none. */
export const dateProblem = (typed) => interpolate(gettext("“%s” is no date. Write 2023, 2023-03 or 24 Jan 2024."), [typed]);
