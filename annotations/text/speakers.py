"""Who speaks in a transcript: `NAME:` at the beginning of a line, with or without a role and a time."""

import re
from collections import Counter

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_TURN = re.compile(
    rf"(?:[\[(]?(?P<before>{_TIME})[\])]?\s*[-–—]?\s*)?"
    r"(?P<name>[^\W\d_][^\n:()\[\]{}<>/@\"“”«»?!;,|]{0,59}?)"
    r"(?:\s*[(\[](?P<role>[^()\[\]\n]{1,80})[)\]])?"
    r"\s*[:：](?!//)(?=\s|$)\s*"
)
_ONLY_TIME = re.compile(rf"[\[(]?(?P<time>{_TIME})[\])]?")
_MAX_WORDS = 5
_PARTICLES = ("van", "von", "der", "de", "la", "del", "da", "di", "al", "el", "bin", "ibn", "та", "і", "й", "и")

# Labels of newspaper pages that look like a turn.
_LABELS = """
    photo photos image video credit source sources note update updated caption by author editor date published
    read more related topics tags contact email tel phone fax address warning correction ps p.s via url http https
    фото відео джерело джерела оновлено автор дата теги примітка видео источник источники обновлено примечание
    صورة فيديو المصدر ملاحظة تحديث תמונה צילום מקור עדכון הערה
"""
_NO_SPEAKER = frozenset(_LABELS.split())
_MORE_LABELS = ("read more", "see also", "читайте також", "читайте также", "اقرأ أيضا", "קרא עוד", "קראו עוד")


def assign(text: str, blocks: list[dict]) -> list[dict]:
    """The same blocks; in a transcript each also has `speaker`, and where the text gives them `role` and `time`.

    `speech` is where the spoken words begin in a block with a label. A block without a label belongs to the speaker
    before it. Anything but a clear transcript of two turns or more comes back as it was.
    """
    turns = {}
    for n, block in enumerate(blocks):
        match = _turn(text, block)
        if match:
            turns[n] = match
    turns = _without_asides(turns)
    if not _is_transcript(turns, len(blocks)):
        return blocks
    found, current, time = [], {}, None
    for n, block in enumerate(blocks):
        alone = _ONLY_TIME.fullmatch(text, block["start"], block["end"])
        if alone:
            time = alone["time"]
        if n in turns:
            match = turns[n]
            current = {"speaker": _name(match)}
            role, time_behind = _role(match)
            if role:
                current["role"] = role
            spoken_at = match["before"] or time_behind or time
            extra = {"speech": match.end(), **({"time": spoken_at} if spoken_at else {})}
            time = None
        else:
            extra = {}
        found.append({**block, **current, **extra} if block["kind"] != "heading" else block)
    return found


def _turn(text: str, block: dict):
    if block["kind"] in ("heading", "pre", "cell", "caption"):
        return None
    match = _TURN.match(text, block["start"], block["end"])
    if not match:
        return None
    name = _name(match)
    words = name.split()
    folded = name.casefold()
    if len(words) > _MAX_WORDS or folded in _NO_SPEAKER or folded.startswith(_MORE_LABELS):
        return None
    # The words of a name begin with a capital, or with a letter of a script that has none.
    return None if any(word[0].islower() and word not in _PARTICLES for word in words) else match


def _without_asides(turns: dict) -> dict:
    """The turns, without `Tonight:` and the like where the names are in capitals."""
    names = Counter(_name(match) for match in turns.values())
    shouted = {n for n, match in turns.items() if _is_shouted(match)}
    if len(shouted) < 2 or 2 * len(shouted) < len(turns):
        return turns
    return {n: m for n, m in turns.items() if n in shouted or m["role"] or m["before"] or names[_name(m)] > 1}


def _is_transcript(turns: dict, blocks: int) -> bool:
    """Two turns at least, and a sign that they are a dialogue: capitals, times, a name again, or every second line.

    A headline such as `Russia: Ukraine shot down the plane` is no turn of anybody.
    """
    if len(turns) < 2:
        return False
    names = Counter(_name(match).casefold() for match in turns.values())
    shouted = sum(map(_is_shouted, turns.values()))
    timed = sum(bool(match["before"]) for match in turns.values())
    comes_back = len(names) > 1 and max(names.values()) > 1
    dense = 2 * len(turns) >= blocks
    return shouted >= 2 or timed >= 2 or comes_back or (dense and len(names) > 1)


def _is_shouted(match) -> bool:
    name = _name(match)
    return name.isupper() and len(name) > 1


def _name(match) -> str:
    return " ".join(match["name"].split())


def _role(match) -> tuple[str | None, str | None]:
    """What stands in brackets behind the name, as (role, time)."""
    role = (match["role"] or "").strip()
    return (None, role) if re.fullmatch(_TIME, role) else (role or None, None)
