"""What no single row can show: references, codes, lives, overlaps, suspensions, successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from orgdb.dates import Bounds, Period, date_bounds
from orgdb.errors import SeedError
from orgdb.facts import CitationDraft, FactDraft
from orgdb.records import FactRecord, FileRecord
from orgdb.seeding.drafts import containing, fact_drafts
from orgdb.seeding.faults import Fault, nearest
from orgdb.seeding.folder import LANGUAGES, STATE_NAMES, Seed, place_of, read_seed
from orgdb.seeding.index import Index, all_records, bodies, build_index, post_key

ALWAYS = Bounds("0001-01-01", "0001-01-01", "9999-12-31", "9999-12-31")


def check_seed(folder: Path) -> tuple[Seed, Index]:
    """Read a seed folder and check all of it. `faults` of the seed says what is wrong, sorted."""
    if not folder.is_dir():
        raise SeedError(
            f"{folder} is not a folder.", "Name a folder laid out as seed/README.md says."
        )
    seed = read_seed(folder)
    index = build_index(seed)
    _Checker(seed, index).run()
    seed.faults = sorted(set(seed.faults))
    return seed, index


def require_sound(folder: Path, shown: str | None = None) -> tuple[Seed, Index]:
    """A checked seed. Raises `SeedError` with every fault, as `shown/file:line: error …`."""
    seed, index = check_seed(folder)
    if seed.faults:
        prefix = f"{shown if shown is not None else folder.name}/"
        count = len(seed.faults)
        raise SeedError(
            f"{count} fault{'s' if count > 1 else ''} in the seed. Nothing was loaded.",
            "Mend the lines above; seed/README.md says how each is written.",
            faults=[f"{prefix}{fault}" for fault in seed.faults],
        )
    return seed, index


class _Checker:
    def __init__(self, seed: Seed, index: Index) -> None:
        self.seed = seed
        self.index = index
        self.lives: dict[str, Bounds] = {}

    def run(self) -> None:
        for source in self.seed.sources:
            url = source.text("url")
            if url and not url.startswith(("https://", "http://")):
                self.fault(source, "bad-address", f"'{url}' is no web address", "write https://…")
        for record in all_records(self.seed):
            self.references(record)
            self.sources(record, record.citations)
        self.generated()
        self.state_lives()
        self.organization_lives()
        for file in self.seed.states:
            self.one_code_once("state", file)
        for file in self.seed.organizations:
            self.one_code_once("organization", file)
            self.after_check(file)
            self.roster(file)
        for file in self.seed.governments:
            self.after_check(file)
        for file, body in bodies(self.seed):
            self.posts(file, body)
        self.circles()
        self.same_twice()

    def fault(self, record: FactRecord, code: str, message: str, hint: str = "") -> None:
        place = record.place
        self.seed.faults.append(Fault(place.file, place.line, code, message, hint))

    def references(self, record: FactRecord) -> None:
        for item in record.section.fields:
            if not item.refers or item.refers == "post" or item.name not in record.values:
                continue
            value = record.values[item.name]
            for key in value if isinstance(value, tuple) else (value,):
                known = self.index.of(item.refers)
                if key not in known:
                    table = {"member": "state or organization"}.get(item.refers, item.refers)
                    self.fault(
                        record, f"unknown-{item.refers}", f"no {table} '{key}'", nearest(key, known)
                    )

    def sources(self, record: FactRecord, citations: Iterable[CitationDraft]) -> None:
        known = self.index.of("source")
        for source in sorted({c.source for c in citations} - set(known)):
            hint = nearest(source, known) or "add it to sources.yml"
            self.fault(record, "unknown-source", f"no source called '{source}'", hint)

    def generated(self) -> None:
        for name, rows in ((STATE_NAMES, self.seed.state_names), (LANGUAGES, self.seed.languages)):
            for row in rows:
                place = place_of(row, name)
                if row["source"] not in self.index.of("source"):
                    what = f"no source called '{row['source']}'"
                    self.seed.faults.append(Fault(name, place.line, "unknown-source", what))
                if "state" in row and row["state"] not in self.index.of("state"):
                    what = f"no state '{row['state']}'"
                    self.seed.faults.append(Fault(name, place.line, "unknown-state", what))

    def state_lives(self) -> None:
        for file in self.seed.states:
            period = file.head.values.get("period")
            if isinstance(period, Period):
                self.lives[file.key] = period.bounds(file.known_through)
        for link in self.seed.state_links:
            if link.text("from") == link.text("to"):
                self.fault(link, "own-predecessor", f"'{link.text('from')}' comes from itself")

    def organization_lives(self) -> None:
        for file in self.seed.organizations:
            for record in (file.head, *file.rows.get("organs", ())):
                self.lives[str(record.text("key"))] = self.life(record)
                if record.text("parent") and record.text("parent") == record.text("key"):
                    self.fault(record, "own-parent", f"'{record.text('key')}' is its own parent")
            for link in file.rows.get("links", ()):
                if link.text("from") == link.text("to"):
                    self.fault(link, "own-predecessor", f"'{link.text('from')}' comes from itself")

    def life(self, record: FactRecord) -> Bounds:
        founded, dissolved = record.text("founded"), record.text("dissolved")
        s1, s2 = date_bounds(founded) if founded else (ALWAYS.s1, ALWAYS.s2)
        e1, e2 = date_bounds(dissolved) if dissolved else (ALWAYS.e1, ALWAYS.e2)
        if s1 > e2:
            self.fault(
                record, "reversed-period", "dissolved before it was founded", "mend one of them"
            )
        return Bounds(s1, s2, e1, e2)

    def one_code_once(self, what: str, file: FileRecord) -> None:
        seen: dict[tuple[str, str], tuple[FactRecord, Bounds]] = self.__dict__.setdefault(
            f"codes_{what}", {}
        )
        for row in file.rows.get("codes", ()):
            scheme, code = row.text("scheme") or "", row.text("code") or ""
            period = row.values.get("period")
            bounds = period.bounds(file.known_through) if isinstance(period, Period) else ALWAYS
            earlier = seen.get((scheme, code))
            if earlier and _overlap(bounds, earlier[1]):
                message = f"the {scheme} code {code} is given already, at {earlier[0].place}"
                self.fault(row, "duplicate-code", message, "give each its years of validity")
            seen[scheme, code] = (row, bounds)

    def after_check(self, file: FileRecord) -> None:
        """Nothing that a file states as holding can begin after the day it was last checked."""
        for section in ("names", "codes", "rows", "suspensions", "tenures", "offices", "languages"):
            for row in file.rows.get(section, ()):
                period = row.values.get("period")
                if isinstance(period, Period) and period.start:
                    through = self.through(file, section)
                    if date_bounds(period.start)[0] > through:
                        what = f"begins after {through}, when the file was last checked"
                        self.fault(
                            row,
                            "after-known-through",
                            what,
                            "raise known_through, or mend the date",
                        )

    def through(self, file: FileRecord, section: str) -> str:
        coverage = file.rows.get("members", ())
        if section in ("rows", "suspensions") and coverage:
            return coverage[0].text("known_through") or file.known_through
        return file.known_through

    def roster(self, file: FileRecord) -> None:
        through = self.through(file, "rows")
        spells: dict[str, list[tuple[Bounds, FactRecord]]] = defaultdict(list)
        for row in file.rows.get("rows", ()):
            self.membership(row)
            period = row.values.get("period")
            if isinstance(period, Period) and row.text("member"):
                spells[str(row.text("member"))].append((period.bounds(through), row))
        for member, found in spells.items():
            self.overlaps(member, found)
            for bounds, row in found:
                self.inside_lives(file, member, bounds, row)
        for row in file.rows.get("suspensions", ()):
            self.suspension(row, spells, through)

    def membership(self, row: FactRecord) -> None:
        if (row.text("status") == "other") != (row.text("word") is not None):
            self.fault(row, "status-word", "'word' goes with status other, and only with it")
        notice, effective = row.text("notice"), row.text("effective")
        if notice and effective and date_bounds(notice)[0] > date_bounds(effective)[1]:
            self.fault(row, "effective-before-notice", "takes effect before notice was given")
        period = row.values.get("period")
        if isinstance(period, Period) and period.end == ".." and row.text("ended"):
            self.fault(
                row, "open-but-ended", "is still open, yet says how it ended", "mend one of them"
            )
        if effective and isinstance(period, Period) and period.end == "..":
            self.fault(
                row, "open-but-ended", "is still open, yet left with effect", "mend one of them"
            )

    def overlaps(self, member: str, found: list[tuple[Bounds, FactRecord]]) -> None:
        cores = sorted(
            ((b.s2, b.e1, row) for b, row in found if b.s2 <= b.e1), key=lambda core: core[:2]
        )
        for before, after in pairwise(cores):
            if after[0] <= before[1]:
                what = f"the spell of {member} overlaps the one at {before[2].place}"
                self.fault(after[2], "overlapping-spells", what, "end one before the other begins")

    def inside_lives(self, file: FileRecord, member: str, bounds: Bounds, row: FactRecord) -> None:
        if row.text("life_exception"):
            return
        for body in (member, file.key):
            life = self.lives.get(body)
            if life and (bounds.s2 < life.s1 or bounds.tightened().e1 > life.e2):
                what = f"the spell of {member} lies outside the life of {body}"
                self.fault(
                    row, "outside-life", what, "mend the dates, or say why in life_exception"
                )

    def suspension(
        self, row: FactRecord, spells: dict[str, list[tuple[Bounds, FactRecord]]], through: str
    ) -> None:
        period, member = row.values.get("period"), row.text("member")
        if (
            isinstance(period, Period)
            and containing(period.bounds(through), spells.get(member or "", [])) is None
        ):
            what = f"the suspension of {member} lies outside any membership of it"
            self.fault(
                row, "suspension-outside", what, "mend its dates, or those of the membership"
            )

    def posts(self, file: FileRecord, body: str) -> None:
        for tenure in file.rows.get("tenures", ()):
            key = tenure.text("post")
            known = self.index.of("post")
            if key and post_key(body, key) not in known:
                own = [
                    name.removeprefix(f"{body}/") for name in known if name.startswith(f"{body}/")
                ]
                self.fault(tenure, "unknown-post", f"no post '{key}' of {body}", nearest(key, own))

    def circles(self) -> None:
        parents = {
            str(file.head.text("key")): str(file.head.text("parent"))
            for file in self.seed.organizations
            if file.head.text("parent") and file.head.text("parent") != file.key
        }
        for file in self.seed.organizations:
            met, key = {file.key}, parents.get(file.key)
            while key and key not in met:
                met.add(key)
                key = parents.get(key)
            if key == file.key:
                self.fault(file.head, "circle", f"'{file.key}' is above itself by its parents")

    def same_twice(self) -> None:
        if self.seed.faults:
            return  # rows with faults cannot be compared as facts
        seen: dict[str, FactDraft] = {}
        for draft in fact_drafts(self.seed):
            key = draft.key("curated")
            if key in seen:
                file, _, line = draft.place.rpartition(":")
                what = f"states the same as {seen[key].place}"
                fault = Fault(file, int(line), "duplicate-fact", what, "keep one of them")
                self.seed.faults.append(fault)
            seen[key] = draft


def _overlap(a: Bounds, b: Bounds) -> bool:
    # Codes pass from one state to another within a year: only certain cores are compared.
    return a.s2 <= b.e1 and b.s2 <= a.e1
