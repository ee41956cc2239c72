"""The table of a claim's states as Markdown, drawn from `claims.states` and the guards: part of docs/workflow.md."""

from annotations.claims.states import MOVES, STEPS
from annotations.dossiers.guards import GUARDS
from annotations.projects.permissions import ROLES, role_allows

BEGIN, END = "<!-- drawn by manage.py draw_states -->", "<!-- end of what is drawn -->"


def draw():
    """The lines between BEGIN and END, both included."""
    return "\n".join([BEGIN, "", *_diagram(), "", *_by_hand(), "", *_by_itself(), "", END])


def redraw(text):
    """A document with the part between BEGIN and END drawn afresh. Raises ValueError when it has no such part."""
    before, found, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not found or not end:
        raise ValueError(f"There is no {BEGIN} … {END}")
    return before + draw() + after


def _diagram():
    pairs = [(source, to) for source, to in STEPS]
    pairs += [(source, move.to) for move in MOVES for source in move.sources if source != move.to]
    lines = [f"    {source} --> {to}" for source, to in dict.fromkeys((str(one), str(two)) for one, two in pairs)]
    return ["```mermaid", "stateDiagram-v2", "    [*] --> new", *lines, "```"]


def _by_hand():
    yield "| from | to | who | what must hold | a reason |"
    yield "|---|---|---|---|---|"
    for (source, to), step in STEPS.items():
        who = next(str(role) for role in ROLES if role_allows(role, step.permission))
        needs = "<br>".join(first_sentence(GUARDS[name]) for name in step.guards)
        yield f"| `{source}` | `{to}` | {who} | {needs} | {'wanted' if step.needs_reason else ''} |"


def _by_itself():
    yield "| from | to | when |"
    yield "|---|---|---|"
    for move in MOVES:
        yield f"| {', '.join(f'`{source}`' for source in move.sources)} | `{move.to}` | {move.why} |"


def first_sentence(guard):
    """What a guard asks for, in a line."""
    return " ".join(guard.__doc__.split())
