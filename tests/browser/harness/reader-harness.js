/* Builds an article of the wanted kind (?article=mock|mixed|rtl|long) and starts the reader on it. */
import { sha256 } from "/static/js/anchoring/sha256.js";
import { createReader } from "/static/js/highlights/reader.js";

const wanted = new URLSearchParams(location.search);
const RATINGS = {
  true: { slug: "true", letter: "T", colour: "true", label: "True" },
  "mostly-true": { slug: "mostly-true", letter: "T−", colour: "mostly-true", label: "Mostly true" },
  "half-true": { slug: "half-true", letter: "½", colour: "half-true", label: "Half true" },
  "mostly-false": { slug: "mostly-false", letter: "F−", colour: "mostly-false", label: "Mostly false" },
  false: { slug: "false", letter: "F", colour: "false", label: "False" },
  misleading: { slug: "misleading", letter: "M", colour: "misleading", label: "Misleading" },
  "not-enough": { slug: "not-enough", letter: "?", colour: "not-enough", label: "Not enough evidence" },
};

const ARTICLES = {
  mock: {
    title: "Two accounts of one crash",
    language: "en",
    blocks: [
      ["p", "A Russian Il-76 military transport crashed near the village of Yablonovo, in Belgorod region, shortly after eleven on the morning of 24 January, and nobody on board survived. The field where it fell lies barely ten kilometres from the Ukrainian border. Video filmed from a nearby street shows the aircraft losing height steeply before smoke rises behind a row of houses."],
      ["p", "By the afternoon there were two accounts of what had happened, and beyond the place and the hour they shared little. Russia’s Defence Ministry said the aircraft had been carrying 65 Ukrainian prisoners of war, six crew members and three escorts, on their way to an exchange. It said that its radar had recorded two missiles launched from the area of Lyptsi, in Ukraine’s Kharkiv region."],
      ["p", "Ukraine’s military intelligence did not say whether its side had fired. It confirmed that an exchange had been planned for that day and that the prisoners were to arrive by air. It said it had not been asked to keep the airspace around Belgorod safe, as it had been before earlier exchanges, and that it had no reliable word of who was in the aircraft."],
      ["h2", "Before the Council"],
      ["p", "President Volodymyr Zelensky asked for an international investigation. A Kremlin spokesman answered that Moscow would welcome one that looked at Kyiv’s conduct. The Security Council met in emergency session on Wednesday evening, at Russia’s request. There the United Nations declined to back the Russian version: Rosemary DiCarlo, the Under-Secretary-General, told members that it was “not in a position to verify these reports or the circumstances of the crash”. Each side quoted the sentence that evening as if it had been said about the other."],
      ["p", "Until then the exchanges had kept their own quiet calendar. On 3 January, 230 Ukrainians and 248 Russians had gone home in the largest swap since the full-scale invasion began. The next one was due on the day of the crash; it did not take place."],
      ["h2", "What nobody has shown"],
      ["p", "No investigator from outside Russia has been let on to the site. The flight recorders were found the next day and taken to Moscow, Russian state media reported; nothing read from them has been published. A list of 65 names went round on Telegram within hours. Officials in Kyiv said that they were comparing it with their own, and asked families to wait."],
      ["p", "The weight of wreckage, the pattern of fragments and the remains themselves could settle most of what is disputed, if people whom both sides accept were able to look. Until that happens the two accounts will stay what they are, statements by parties to a war, and readers should be told so each time that one of them is repeated."],
    ],
    spans: [
      ["A Russian Il-76 military transport crashed near the village of Yablonovo, in Belgorod region, shortly after eleven on the morning of 24 January", "true"],
      ["The field where it fell lies barely ten kilometres from the Ukrainian border", "mostly-false"],
      ["Russia’s Defence Ministry said the aircraft had been carrying 65 Ukrainian prisoners of war, six crew members and three escorts, on their way to an exchange", "sealed", { open: true }],
      ["65 Ukrainian prisoners of war", "sealed"],
      ["six crew members and three escorts", "sealed"],
      ["two missiles launched from the area of Lyptsi", "not-enough"],
      ["It confirmed that an exchange had been planned for that day and that the prisoners were to arrive by air", "half-true"],
      ["It said it had not been asked to keep the airspace around Belgorod safe, as it had been before earlier exchanges", "unrated"],
      ["The Security Council met in emergency session on Wednesday evening", "false"],
      ["the United Nations declined to back the Russian version: Rosemary DiCarlo, the Under-Secretary-General, told members that it was “not in a position to verify these reports or the circumstances of the crash”", "misleading"],
      ["Rosemary DiCarlo, the Under-Secretary-General, told members that it was “not in a position to verify these reports or the circumstances of the crash”", "true"],
      ["On 3 January, 230 Ukrainians and 248 Russians had gone home in the largest swap since the full-scale invasion began", "mostly-true"],
      ["The flight recorders were found the next day and taken to Moscow", "unlinked"],
      ["A list of 65 names", "sealed"],
      ["Until that happens the two accounts will stay what they are, statements by parties to a war", "unrated"],
      ["Officials in Kyiv said that they were comparing it with their own", "unlinked", { checkable: false }],
    ],
  },
  rtl: {
    title: "روايتان لحادث واحد",
    language: "ar",
    blocks: [
      ["p", "سقطت طائرة نقل عسكرية روسية من طراز «إيل-76» قرب قرية يابلونوفو في منطقة بيلغورود بُعيد الحادية عشرة من صباح 24 يناير، ولم ينجُ أحد ممن كانوا على متنها. ويُظهر مقطع مصوَّر من شارع قريب الطائرة وهي تفقد ارتفاعها بسرعة قبل أن يتصاعد الدخان خلف صف من البيوت."],
      ["p", "بحلول العصر كانت هناك روايتان. فقد قالت وزارة الدفاع الروسية إن الطائرة كانت تقل 65 أسير حرب أوكرانيًا وستة من أفراد الطاقم وثلاثة مرافقين في طريقهم إلى عملية تبادل. وقالت إن راداراتها رصدت إطلاق صاروخين من منطقة ليبتسي في مقاطعة خاركيف الأوكرانية."],
      ["h2", "أمام مجلس الأمن"],
      ["p", "عقد مجلس الأمن جلسة طارئة مساء الأربعاء بطلب من روسيا. وهناك امتنعت الأمم المتحدة عن تأييد الرواية الروسية، وقالت روزماري ديكارلو، وكيلة الأمين العام، إن المنظمة ليست في وضع يسمح لها بالتحقق من هذه التقارير أو من ملابسات السقوط."],
    ],
    spans: [
      ["سقطت طائرة نقل عسكرية روسية من طراز «إيل-76» قرب قرية يابلونوفو في منطقة بيلغورود بُعيد الحادية عشرة من صباح 24 يناير", "true"],
      ["65 أسير حرب أوكرانيًا", "sealed"],
      ["فقد قالت وزارة الدفاع الروسية إن الطائرة كانت تقل 65 أسير حرب أوكرانيًا وستة من أفراد الطاقم وثلاثة مرافقين في طريقهم إلى عملية تبادل", "sealed", { open: true }],
      ["إطلاق صاروخين من منطقة ليبتسي", "not-enough"],
      ["عقد مجلس الأمن جلسة طارئة مساء الأربعاء", "false"],
      ["امتنعت الأمم المتحدة عن تأييد الرواية الروسية", "misleading"],
    ],
  },
  transcript: {
    title: "Council debate on heating",
    language: "en",
    blocks: [
      ["p", 11, "Moderator: Item four, the heating tariff. Councillor Dahl has the floor."],
      ["p", 6, "Dahl: Thank you. The tariff rose by 34 per cent between January 2022 and January 2024. I find it a scandal."],
      ["p", 11, "Moderator: Councillor Berg, a reply."],
    ],
    spans: [["The tariff rose by 34 per cent between January 2022 and January 2024", "true"]],
  },
  mixed: {
    title: "Lists, tables, links and signs",
    language: "en",
    blocks: [
      ["p", "The minister said: ", ["a", "the budget rose"], " by 34 per cent. Dr. Smith disagreed 👩🏾‍⚕️ at once. Fire 🔥🔥 on board."],
      ["li", "First item: unemployment fell to 3.2 per cent."],
      ["li", "Second item: cafe\u0301 prices doubled 🇺🇦🇵🇱 in May."],
      ["td", "Year"],
      ["td", "2022"],
      ["td", "Growth"],
      ["td", "1.4"],
      ["p", "Нічого не сталося. Україна відповіла: «Ні». The end of it."],
    ],
    spans: [],
  },
};

function long(words, count) {
  const pool = "the council said that exports of grain rose by eleven per cent while prices in the north fell and nobody could verify what officials in the region had told reporters about it".split(" ");
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const blocks = [];
  for (let made = 0; made < words; ) {
    const sentences = [];
    for (let s = 3 + random(3); s > 0; s -= 1) {
      const length = 12 + random(10);
      const list = Array.from({ length }, () => pool[random(pool.length)]);
      made += length;
      sentences.push(`${list[0][0].toUpperCase()}${list.join(" ").slice(1)}.`);
    }
    blocks.push([made % 9 ? "p" : "h2", sentences.join(" ")]);
  }
  const text = blocks.map((block) => block[1]).join("\n");
  const looks = [...Object.keys(RATINGS), "sealed", "unlinked", "unrated"];
  const spans = Array.from({ length: count }, (_, at) => {
    const start = random(text.length - 400);
    const end = start + 20 + random(at % 50 ? 160 : 3000);
    return { place: [start, Math.min(end, text.length)], look: looks[at % looks.length] };
  });
  return { title: `${words} words, ${count} highlights`, language: "en", blocks, spans };
}

/** The elements that annotations/text/blocks.py renders: leaves with data-block, white space between them. */
function build(article) {
  const root = document.getElementById("text");
  document.getElementById("title").textContent = article.title;
  root.lang = article.language;
  root.dir = article.language === "ar" ? "rtl" : "ltr";
  let list = null;
  let row = null;
  article.blocks.forEach(([kind, ...parts], at) => {
    const inside = kind === "li" || kind === "td";
    const element = document.createElement(inside ? "div" : kind);
    element.dataset.block = at;
    for (const part of parts) {
      if (typeof part === "number") {
        element.dataset.speech = root.textContent.length + (at ? 1 : 0) + part;
      } else if (typeof part === "string") {
        element.append(part);
      } else {
        const link = document.createElement(part[0]);
        link.href = "#elsewhere";
        link.textContent = part[1];
        element.append(link);
      }
    }
    if (at) root.append("\n");
    if (kind !== "li") list = null;
    if (kind !== "td") row = null;
    if (kind === "li") {
      list ??= root.appendChild(document.createElement("ul"));
      list.appendChild(document.createElement("li")).append(element);
    } else if (kind === "td") {
      const table = row?.closest("table") ?? root.appendChild(document.createElement("table"));
      row = row?.children.length === 1 ? row : table.insertRow();
      row.insertCell().append(element);
    } else {
      root.append(element);
    }
    const home = inside ? element.parentElement : null;
    if (home && at) moveBreak(root, home);
  });
  return root;
}

/** The separator before a list item or a cell belongs inside its list or table. */
function moveBreak(root, home) {
  const last = [...root.childNodes].findLast((node) => node.nodeType === Node.TEXT_NODE);
  const first = home.parentElement.firstElementChild === home && home.closest("ul, table").querySelector("li, td") === home;
  if (!first) home.before(last);
}

const kind = wanted.get("article") ?? "mock";
const article = kind === "long" ? long(Number(wanted.get("words") ?? 3000), Number(wanted.get("spans") ?? 100)) : ARTICLES[kind];
if (wanted.get("ui") === "ar") document.documentElement.dir = "rtl";
if (wanted.get("theme")) document.documentElement.dataset.theme = wanted.get("theme");
const root = build(article);
const text = root.textContent;
root.dataset.version = "1";
root.dataset.length = wanted.get("wrong") === "length" ? "7" : String([...text].length);
root.dataset.sha256 = wanted.get("wrong") === "sha256" ? "0".repeat(64) : await sha256(text);
if (wanted.get("fallback")) delete CSS.highlights;
if (wanted.get("fallback")) Object.defineProperty(CSS, "highlights", { value: undefined });

const looks = new Map();
let open = null;
const spans = article.spans.map((entry, at) => {
  const id = `s${at + 1}`;
  let start;
  let end;
  let more = {};
  if (Array.isArray(entry)) {
    const [quote, look, extra = {}] = entry;
    const unit = text.indexOf(quote);
    if (unit < 0) throw new Error(`not in the text: ${quote}`);
    start = [...text.slice(0, unit)].length;
    end = start + [...quote].length;
    looks.set(id, look);
    more = extra;
    if (extra.open) open = id;
  } else {
    [start, end] = entry.place;
    looks.set(id, entry.look);
  }
  const exact = kind === "long" ? text.slice(start, end) : [...text].slice(start, end).join("");
  return { id, version: 1, checkable: true, fragments: [{ start, end, exact }], ...more };
});

const seen = [];
const note = (name) => (value) => seen.push([name, value]);
if (wanted.get("hold")) {
  root.getBoundingClientRect();
  document.documentElement.dataset.held = "true";
  await new Promise((go) => {
    window.go = go;
  });
}
const began = performance.now();
const reader = createReader(root, {
  spans,
  ratingOf: (span) => RATINGS[looks.get(span.id)] ?? looks.get(span.id) ?? "unlinked",
  describe: (span) => ({ claim: `The claim of ${span.id}.` }),
  source: { title: article.title, publisher: "The Northern Courier", url: "https://courier.example/il-76" },
  canWrite: !wanted.get("viewer"),
  onOpen: (ids) => {
    note("open")(ids);
    reader.open(ids[0]);
  },
  onSelect: note("select"),
  onCursor: note("cursor"),
  onAction: note("action"),
  onNear: note("near"),
});
reader.on("refused", note("refused"));
await reader.ready;
const took = performance.now() - began;
if (open) reader.open(open);
let made = 0;
Object.assign(window, {
  reader,
  seen,
  looks,
  took,
  /** A new highlight at a place, as the server would answer. */
  addSpan(start, end, look = "unlinked", more = {}) {
    const id = `new${(made += 1)}`;
    looks.set(id, look);
    reader.putSpan({ id, version: 1, checkable: true, fragments: [{ start, end, exact: reader.index.quote(start, end) }] }, more);
    return id;
  },
});
document.documentElement.dataset.ready = "true";
