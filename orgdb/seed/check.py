"""Checks across rows: references, codes, lives, circles, duplicate facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from orgdb.dates import OPEN, Bounds, Period, date_bounds
from orgdb.errors import SeedError
from orgdb.seed.check_claims import check_iso_codes, check_parties, check_state_names
from orgdb.seed.check_counts import check_counts
from orgdb.seed.check_dates import check_known_through, check_names, check_not_after_today
from orgdb.seed.check_roster import FIX_ONE, check_roster
from orgdb.seed.facts import fact_drafts
from orgdb.seed.faults import Fault, nearest
from orgdb.seed.generated_tables import AGAIN, LANGUAGES, STATE_NAMES
from orgdb.seed.keys import Index, all_records, bodies, build_index, post_key
from orgdb.seed.list_citations import check_cited_members
from orgdb.seed.read import read_seed
from orgdb.seed.records import FactRecord, FileRecord, Seed, known_through
from orgdb.seed.section_days import LASTING
from orgdb.vocabulary import CURATED, NameKind

ALWAYS = Bounds("0001-01-01", "0001-01-01", "9999-12-31", "9999-12-31")
ADDRESSES = ("url", "original", "website")
OPEN_SECTIONS = (*LASTING, "rows", "suspensions")
NAME_KINDS = {kind.value for kind in NameKind}
WORDS = {"member": "state or organization", "participant": "state, organization or person"}
HOMES = {
    "state": "states.yml",
    "organization": "organizations/KEY.yml",
    "member": "states.yml or organizations/KEY.yml",
    "participant": "states.yml, people.yml or organizations/KEY.yml",
    "person": "people.yml",
    "treaty": "the treaties of an organization",
    "language": LANGUAGES,
    "source": "sources.yml",
}
ITSELF = (
    ("key", "parent", "own-parent", "is its own parent"),
    ("key", "sovereign", "own-sovereign", "is its own sovereign"),
    ("key", "amends", "own-amendment", "amends itself"),
    ("from", "to", "own-predecessor", "comes from itself"),
)
# Pairs of dates of one row that come in this order, whatever the section.
ORDERED = (
    ("founded", "dissolved", "dissolved before it was founded"),
    ("born", "died", "died before birth"),
    ("denounced", "denounced_effect", "denounced with effect before notice was given"),
    ("notified", "effective", "takes effect before notice was given"),
    ("announced", "reversed", "taken back before it was announced"),
)


def check_seed(folder: Path, twice: bool = True) -> tuple[Seed, Index]:
    """Read a seed folder and check all of it. `faults` of the seed says what is wrong, sorted.

    Without `twice`, no fact is compared with all others: a load does that as it writes them.
    """
    if not folder.is_dir():
        raise SeedError(
            f"{folder} is not a folder.", "Name a folder laid out as seed/README.md says."
        )
    seed = read_seed(folder)
    index = build_index(seed)
    checker = _Checker(seed, index)
    checker.run()
    if twice:
        checker.same_twice()
    seed.faults = sorted(set(seed.faults))
    return seed, index


def require_valid(folder: Path, shown: str | None = None, twice: bool = True) -> tuple[Seed, Index]:
    """A checked seed. Raises `SeedError` with every fault, as `shown/file:line: error …`."""
    seed, index = check_seed(folder, twice)
    if seed.faults:
        prefix = f"{shown if shown is not None else folder.name}/"
        count = len(seed.faults)
        raise SeedError(
            f"{count} fault{'s' if count > 1 else ''} in the seed. Nothing was loaded.",
            "Fix the lines above; seed/README.md says how each is written.",
            faults=[f"{prefix}{fault}" for fault in seed.faults],
        )
    return seed, index


class _Checker:
    def __init__(self, seed: Seed, index: Index) -> None:
        self.seed = seed
        self.index = index
        self.states: dict[str, Bounds] = {}
        self.organizations: dict[str, Bounds] = {}

    def run(self) -> None:
        for source in self.seed.sources:
            self.addresses(source)
        for record in all_records(self.seed):
            self.references(record)
            self.sources(record)
            self.addresses(record)
            self.order(record)
            self.itself(record)
        self.generated()
        self.lives_of_all()
        self.codes(self.seed.states)
        self.codes(self.seed.organizations)
        for file in (*self.seed.states, *self.seed.organizations, *self.seed.governments):
            self.after_check(file)
        for file in self.seed.organizations:
            check_roster(file, self.states, self.organizations, self.fault)
        for file, body in bodies(self.seed):
            self.posts(file, body)
        self.circles()
        check_not_after_today(all_records(self.seed), self.seed.sources, self.fault)
        check_known_through((*self.seed.states, *self.seed.organizations), self.fault)
        if not any(fault.code == "duplicate-definition" for fault in self.seed.faults):
            check_names(self.seed.organizations, self.organizations, self.fault)
        check_state_names(self.seed, self.states, self.fault)
        check_iso_codes(self.seed, self.fault)
        for file in self.seed.organizations:
            check_parties(file, self.fault)
            check_counts(file, self.seed.faults, self.fault)
            check_cited_members(file, self.fault)

    def fault(self, record: FactRecord, code: str, message: str, hint: str) -> None:
        place = record.place
        self.seed.faults.append(Fault(place.file, place.line, code, message, hint))

    def addresses(self, record: FactRecord) -> None:
        for name in ADDRESSES:
            url = record.text(name)
            if url and not url.startswith(("https://", "http://")):
                what = f"'{url}' is not a web address"
                self.fault(record, "bad-address", what, "write https://…")

    def references(self, record: FactRecord) -> None:
        for item in record.section.fields:
            if not item.refers or item.refers == "post" or item.name not in record.values:
                continue
            if self.index.incomplete(item.refers):
                continue  # a key of a file that cannot be read would be missed in every other
            value = record.values[item.name]
            for key in value if isinstance(value, tuple) else (value,):
                known = self.index.of(item.refers)
                if key not in known:
                    table = WORDS.get(item.refers, item.refers)
                    hint = nearest(key, known) or f"define it in {HOMES[item.refers]}"
                    self.fault(record, f"unknown-{item.refers}", f"no {table} '{key}'", hint)

    def sources(self, record: FactRecord) -> None:
        known = self.index.of("source")
        if self.index.incomplete("source"):
            return
        for source in sorted({c.source for c in record.citations if c.source not in known}):
            hint = nearest(source, known) or "add it to sources.yml"
            self.fault(record, "unknown-source", f"no source called '{source}'", hint)

    def order(self, record: FactRecord) -> None:
        for first, second, what in ORDERED:
            before, after = record.text(first), record.text(second)
            if before and after and date_bounds(before)[0] > date_bounds(after)[1]:
                self.fault(record, "reversed-period", f"{what} ({before}, {after})", FIX_ONE)

    def itself(self, record: FactRecord) -> None:
        """Nothing is its own parent, sovereign, predecessor or amendment."""
        for one, other, code, what in ITSELF:
            key = record.text(one)
            if key and key == record.text(other):
                self.fault(record, code, f"'{key}' {what}", "name another one, or leave it out")

    def generated(self) -> None:
        for name in self.seed.state_names:
            self.cell(STATE_NAMES, name.line, "state", name.state)
            self.cell(STATE_NAMES, name.line, "source", name.source)
            if name.kind not in NAME_KINDS or not name.name or not name.lang:
                what = f"'{name.name}' ({name.lang}) is not a name of a kind '{name.kind}'"
                self.seed.faults.append(Fault(STATE_NAMES, name.line, "bad-row", what, AGAIN))
        for language in self.seed.languages:
            self.cell(LANGUAGES, language.line, "source", language.source)

    def cell(self, file: str, line: int, table: str, key: str) -> None:
        known = self.index.of(table)
        if key not in known and not self.index.incomplete(table):
            hint = nearest(key, known) or f"define it in {HOMES[table]}, or {AGAIN}"
            what = f"no {table} '{key}'"
            self.seed.faults.append(Fault(file, line, f"unknown-{table}", what, hint))

    def lives_of_all(self) -> None:
        for file in self.seed.states:
            period = file.head.values.get("period")
            if isinstance(period, Period):
                self.states[file.key] = period.bounds(file.known_through)
        for file in self.seed.organizations:
            for record in (file.head, *file.rows.get("organs", ())):
                founded, dissolved = record.text("founded"), record.text("dissolved")
                s1, s2 = date_bounds(founded) if founded else (ALWAYS.s1, ALWAYS.s2)
                e1, e2 = date_bounds(dissolved) if dissolved else (ALWAYS.e1, ALWAYS.e2)
                self.organizations[str(record.text("key"))] = Bounds(s1, s2, e1, e2)

    def codes(self, files: Iterable[FileRecord]) -> None:
        """A code of a scheme belongs to one body at a time."""
        seen: dict[tuple[str, str], list[tuple[FactRecord, Bounds]]] = {}
        for file in files:
            for row in file.rows.get("codes", ()):
                scheme, code = row.text("scheme") or "", row.text("code") or ""
                period = row.values.get("period")
                bounds = period.bounds(file.known_through) if isinstance(period, Period) else ALWAYS
                earlier = seen.setdefault((scheme, code), [])
                for other, theirs in earlier:
                    if _overlap(bounds, theirs):
                        what = f"the {scheme} code {code} is already used at {other.place}"
                        self.fault(row, "duplicate-code", what, "give each its years of validity")
                        break
                earlier.append((row, bounds))

    def after_check(self, file: FileRecord) -> None:
        """Nothing can begin after the day on which its file was last checked."""
        rows = [row for section in OPEN_SECTIONS for row in file.rows.get(section, ())]
        for row in (file.head, *rows):
            period = row.values.get("period")
            if not isinstance(period, Period) or not period.start:
                continue
            planned = row.section.name == "events" and period.end not in ("", OPEN)
            through = known_through(file, row.section.name)
            if date_bounds(period.start)[0] > through and not planned:
                what = f"begins after {through}, when the file was last checked"
                hint = "raise known_through, or fix the date"
                self.fault(row, "after-known-through", what, hint)

    def posts(self, file: FileRecord, body: str) -> None:
        for tenure in file.rows.get("tenures", ()):
            vacant, person = bool(tenure.values.get("vacant")), tenure.text("person")
            if vacant == bool(person):
                what = "names a person and is vacant" if person else "names no person"
                self.fault(tenure, "person-or-vacant", what, "give a person, or vacant: true")
            key = tenure.text("post")
            known = self.index.of("post")
            if key and post_key(body, key) not in known:
                own = [
                    name.removeprefix(f"{body}/") for name in known if name.startswith(f"{body}/")
                ]
                hint = nearest(key, own) or "add it to the posts of this file"
                self.fault(tenure, "unknown-post", f"no post '{key}' of {body}", hint)

    def circles(self) -> None:
        parents = {
            str(organ.text("key")): file.key
            for file in self.seed.organizations
            for organ in file.rows.get("organs", ())
        }
        parents |= _above(self.seed.organizations, "parent")
        sovereigns = _above(self.seed.states, "sovereign")
        for files, above, by in (
            (self.seed.organizations, parents, "parents"),
            (self.seed.states, sovereigns, "sovereigns"),
        ):
            for file in files:
                met, key = {file.key}, above.get(file.key)
                while key and key not in met:
                    met.add(key)
                    key = above.get(key)
                if key == file.key:
                    what = f"'{file.key}' is its own ancestor through its {by}"
                    self.fault(file.head, "circle", what, "remove one of them")

    def same_twice(self) -> None:
        if self.seed.faults:
            return  # rows with faults cannot be compared as facts
        seen: dict[str, str] = {}
        for draft in fact_drafts(self.seed):
            key = draft.key(CURATED)
            if key in seen:
                file, _, line = draft.place.rpartition(":")
                what = f"states the same fact as {seen[key]}"
                fault = Fault(file, int(line), "duplicate-fact", what, "keep one of them")
                self.seed.faults.append(fault)
            seen[key] = draft.place


def _above(files: Iterable[FileRecord], name: str) -> Mapping[str, str]:
    """The parent (or sovereign) of each file, without those that name themselves (a fault)."""
    above = {file.key: file.head.text(name) for file in files}
    return {key: other for key, other in above.items() if other and other != key}


def _overlap(a: Bounds, b: Bounds) -> bool:
    # Codes pass from one state to another within a year: only certain cores are compared.
    return a.s2 <= b.e1 and b.s2 <= a.e1
