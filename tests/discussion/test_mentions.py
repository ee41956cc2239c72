import pytest

from annotations.discussion.mentions import find_mentions

PEOPLE = ["alice", "bob.smith", "a.b.", "ivan-2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@alice, look", ["alice"]),
        ("ask @Bob.Smith.", ["bob.smith"]),
        ("@a.b. and @a.b..", ["a.b."]),
        ("@ivan-2-", ["ivan-2"]),
        ("(@alice)(@ivan-2) @alice", ["alice", "ivan-2"]),
        ("mail alice@alice.org or x.@alice", []),
        ("Привіт,@alice!", ["alice"]),
        ("@@alice @nobody @", []),
    ],
)
def test_mentions_are_members_named_behind_an_at_sign(text, found):
    assert find_mentions(text, PEOPLE) == found
