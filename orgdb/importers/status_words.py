"""What a table of somebody else's calls a membership, and what it writes for none."""

from __future__ import annotations

from orgdb.vocabulary import Status

MEMBERSHIPS = {
    "": Status.UNSPECIFIED,
    **dict.fromkeys(("1", "member", "member state", "full member", "founding member"), Status.FULL),
    **dict.fromkeys(("2", "associate member", "associated"), Status.ASSOCIATE),
    **dict.fromkeys(("3", "observer state", "permanent observer"), Status.OBSERVER),
    # A suspension does not end a membership, and says nothing of its kind.
    **dict.fromkeys(("suspended", "temporarily suspended"), Status.UNSPECIFIED),
    **dict.fromkeys(("suspended member", "yes", "y", "true"), Status.UNSPECIFIED),
    **dict.fromkeys(("-9", "na", "n/a", "nan", "null", "."), Status.UNKNOWN),
    **{status.value: status for status in Status if status is not Status.OTHER},
}
NOT_MEMBERSHIPS = frozenset(
    (
        *("0", "-1", "no", "n", "false", "none", "non member", "nonmember", "not member"),
        *("not a member", "former", "former member", "ex member", "past member", "withdrawn"),
        *("withdrew", "left", "expelled", "former observer", "former associate member"),
    )
)


def status_of(word: str) -> Status | None:
    """The status that a word means, `other` for one that nobody knows; None for no membership."""
    plain = word.strip().casefold()
    number = plain.removesuffix(".0")
    if " ".join(number.replace("-", " ").split()) in NOT_MEMBERSHIPS or number in NOT_MEMBERSHIPS:
        return None
    return MEMBERSHIPS.get(number, Status.OTHER)
