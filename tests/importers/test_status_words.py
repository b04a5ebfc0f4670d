"""What tables call a membership, and what they write for none."""

from __future__ import annotations

import pytest

from orgdb.importers.status_words import status_of
from orgdb.vocabulary import Status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("", Status.UNSPECIFIED),
        ("Member", Status.FULL),
        ("Full member", Status.FULL),
        ("1", Status.FULL),
        ("1.0", Status.FULL),
        ("2", Status.ASSOCIATE),
        ("Associate Member", Status.ASSOCIATE),
        ("Permanent observer", Status.OBSERVER),
        ("suspended", Status.UNSPECIFIED),
        ("Suspended", Status.UNSPECIFIED),
        ("yes", Status.UNSPECIFIED),
        ("-9", Status.UNKNOWN),
        ("-9.0", Status.UNKNOWN),
        ("NA", Status.UNKNOWN),
        ("unknown", Status.UNKNOWN),
        ("special guest", Status.OTHER),
        *((word, Status.FULL) for word in ("Founder", "founding member", "État membre", "Miembro")),
        *(
            (word, Status.UNSPECIFIED)
            for word in ("Suspended (voting)", "Sí", "Membership suspended")
        ),
        ("suspended observer", Status.OBSERVER),
        ("suspended associate member", Status.ASSOCIATE),
        ("Obs.", Status.OBSERVER),
        *((word, Status.UNKNOWN) for word in ("?", "-", "—", "#N/A", "<NA>", "NaN", "missing")),
        *((word, Status.OTHER) for word in ("dialogue partner", "non-enumerated member", "nordic")),
        *(
            (word, None)
            for word in ("withdrew", "Withdrawn 2019", "ex observer", "no longer a member")
        ),
        *(
            (word, None)
            for word in ("not a party", "non-membre", "no miembro", "lapsed", "left in 2019")
        ),
        *((word, None) for word in ("former member", "Former Member", "non-member", "Nonmember")),
        *((word, None) for word in ("No", "0", "0.0", "-1", "not a member", "ex-member", "false")),
    ],
)
def test_a_word_is_a_status_or_no_membership(word: str, status: Status | None) -> None:
    assert status_of(word) is status


@pytest.mark.parametrize("word", ["x", "✓", "4", "99", "-2", "9.0", "member until 1990"])
def test_what_only_its_list_can_mean_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"dates belong|leave it empty"):
        status_of(word)
