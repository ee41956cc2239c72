"""The passages of an article that its fact-checks quote: where they lie in one text of it, and that text with them
painted. Only what was published is read of them; where a later text has the same words, the highlight's place there."""

from collections import Counter
from dataclasses import dataclass
from html import escape

from annotations.spans.models import Anchor
from annotations.text.blocks import render_html
from annotations.text.cutting import Cutter, around


@dataclass
class Passage:
    """`quoted` are the published fragments, in version `version`; `fragments` the same in the version that is shown,
    null where it does not have them. `check` and `place` number the fact-check on the page and the passage in it."""

    claim: str
    version: int
    quoted: list
    fragments: list | None = None
    check: int = 0
    place: int = 0

    @property
    def words(self):
        return [fragment["exact"] for fragment in self.quoted]

    @property
    def start(self):
        return self.fragments[0]["start"]

    @property
    def id(self):
        return f"passage-{self.check}-{self.place}"


def passages_of(factchecks, article):
    """Every passage of the article that the current versions of these fact-checks quote."""
    return [
        Passage(factcheck.uid, seen["version"], seen["fragments"])
        for factcheck in factchecks
        for seen in factcheck.current.snapshot["appearances"]
        if seen["article"] and seen["article"]["id"] == article.uid and seen["fragments"]
    ]


def place(passages, article):
    """The number of the version in which most of the passages lie, of two as good the newer one; sets their
    `fragments`. One statement where there are newer texts than were quoted, else none."""
    places = [{passage.version: passage.quoted} for passage in passages]
    if any(passage.version != article.version for passage in passages):
        carried = _carried(passages, article)
        for passage, known in zip(passages, places, strict=True):
            for elsewhere in carried.get(passage.claim, ()):
                if _bounds(elsewhere.get(passage.version, ())) == _bounds(passage.quoted):
                    same = {at: found for at, found in elsewhere.items() if _words(found) == passage.words}
                    known.update(same | known)
    counts = Counter(version for known in places for version in known)
    best = max(counts, key=lambda version: (counts[version], version))
    for passage, known in zip(passages, places, strict=True):
        passage.fragments = known.get(best)
    return best


def _carried(passages, article):
    """{claim's id: [{version: fragments} of a highlight]} of the claims' highlights that still stand."""
    # In order: of two highlights in the same place, the older one says where it lies now.
    rows = (
        Anchor.objects.order_by("pk")
        .filter(
            version__article=article,
            state__in=Anchor.PLACED,
            span__deleted_at__isnull=True,
            span__appearances__claim__uid__in={passage.claim for passage in passages},
            span__appearances__claim__project=article.project_id,
        )
        .values_list("span__appearances__claim__uid", "span_id", "version__number", "fragments")
    )
    found = {}
    for claim, span, version, fragments in rows:
        found.setdefault(claim, {}).setdefault(span, {})[version] = fragments
    return {claim: list(spans.values()) for claim, spans in found.items()}


def _bounds(fragments):
    return [(fragment["start"], fragment["end"]) for fragment in fragments]


def _words(fragments):
    return [fragment["exact"] for fragment in fragments]


class Painted:
    """A text with its passages, as HTML. Every stretch links to its fact-check; behind the last one of a passage stands
    a reference with the number and the rating. `ratings` is {number of a check: rating}."""

    def __init__(self, text, blocks, passages, ratings):
        self.text, self.blocks, self.ratings = text, blocks, ratings
        self.begin, self.finish = {}, {}
        self.marks = []
        for passage in passages:
            mine = [self._trimmed(each["start"], each["end"]) for each in passage.fragments]
            self.begin.setdefault(mine[0][0], []).append(passage)
            self.finish.setdefault(mine[-1][1], []).append((mine[0][0], passage))
            self.marks += [(start, end, passage.check) for start, end in mine]
        self.cutter = Cutter(self.marks)

    def _trimmed(self, start, end):
        """Without white space at its ends: that may lie between two paragraphs, where nothing is written."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return start, max(start, start + len(words.strip()))

    def whole(self):
        """The whole article in its structure."""
        return render_html(self.text, self.blocks, write=self.write, linked=self.cutter.touches, bare=True)

    def excerpts(self):
        """The passages with what stands around them: `[{html, kind, before, after}]`, where `before` and `after` say
        whether words of the same paragraph are left out there."""
        found = []
        for number, start, end in around(self.text, self.blocks, self.marks):
            block = self.blocks[number]
            found.append(
                {
                    "html": self.write(start, end),
                    "is_heading": block["kind"] == "heading",
                    "before": bool(self.text[block["start"] : start].strip()),
                    "after": bool(self.text[end : block["end"]].strip()),
                }
            )
        return found

    def write(self, start, end):
        """The HTML of a stretch within a block."""
        out = []
        for first, last, piece in self.cutter.cut(start, end):
            words = escape(self.text[first:last], quote=False)
            if piece is None:
                out.append(words)
                continue
            out += [f'<span class="at" id="{passage.id}"></span>' for passage in self.begin.get(first, ())]
            out.append(self._marked(piece, words))
            # Of those that end here the shortest one first: it is the inner one.
            ended = sorted(self.finish.get(last, ()), key=lambda each: -each[0])
            out += [self._reference(passage.check) for _, passage in ended]
        return "".join(out)

    def _marked(self, piece, words):
        # The shortest passage is what a click means; how many lie over it shows in the tint.
        check, depth = piece.keys[-1], min(len(set(piece.keys)), 3)
        colour = escape(self.ratings[check]["colour"] or "")
        return f'<a class="hl hl-{depth} r-{colour}" href="#check-{check}" tabindex="-1">{words}</a>'

    def _reference(self, check):
        rating = self.ratings[check]
        colour, letter, label = (escape(rating[name] or "") for name in ("colour", "letter", "label"))
        return (
            f'<a class="hl-ref" href="#check-{check}"><span class="hl-number">{check}</span>'
            f'<span class="letter r-{colour}" aria-hidden="true">{letter}</span>'
            f'<span class="visually-hidden">{label}</span></a>'
        )
