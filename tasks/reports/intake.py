"""The preview of an uploaded plan: every row, what was understood of it and what was not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from indicators.models import Component
from papi_portal.speaking import recalled
from papi_portal.wording import joined, said
from plans.models import Plan, Territory
from tasks.actions.intake import hard_stops
from tasks.actions.take_in import ROLES, day_of, promised_components
from tasks.models import Intake, Party, Task
from tasks.parties import Directory, Resolved, key

if TYPE_CHECKING:
    from plans.models.territories import TerritoryQuerySet

Values = dict[str, Any]
ROLE_WORDS = {"lead": said("chủ trì"), "support": said("phối hợp"), "guide": said("hướng dẫn")}
FIELD_WORDS = {
    "number": said("Số, ký hiệu"),
    "issued_on": said("Ngày ban hành"),
    "issuer": said("Cơ quan ban hành"),
    "subject": said("Trích yếu"),
    "kind": said("Loại văn bản"),
    "signatory": said("Người ký"),
    "lead": said("Chủ trì"),
    "support": said("Phối hợp"),
    "guide": said("Hướng dẫn"),
    "deadline": said("Thời gian"),
    "components": said("Chỉ số"),
    "text": said("Nhiệm vụ"),
    "rows": said("Bảng nhiệm vụ"),
    "targets": said("Mục tiêu"),
    "font": said("Phông chữ"),
}
NO_ISSUER = said("Văn bản không ghi cơ quan ban hành; bản này sẽ là kế hoạch của {territory}.")
OTHER_ISSUER = said(
    "Văn bản ghi cơ quan ban hành là “{issuer}”, còn bản này sẽ là kế hoạch của {territory}."
)


@dataclass(frozen=True, slots=True)
class PreviewParty:
    """A name in a row and what it means."""

    name: str
    meaning: str
    """The unit or group in words; empty when nothing certain was found."""
    is_settled: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as it would be taken in."""

    id: int
    position: int
    label: str
    title: str
    lines: tuple[str, ...]
    section: str
    """The nearest heading, said only where it changes."""
    parties: tuple[tuple[str, tuple[PreviewParty, ...]], ...]
    deadline: str
    deadline_word: str
    components: tuple[str, ...]
    output: str
    note: str
    where: str
    """Where in the file a person finds it: "bảng 1, hàng 3 của bảng"."""
    doubts: tuple[str, ...]
    unknown: tuple[str, ...]
    """Names in it that nobody has decided about yet."""
    item_count: int
    is_dropped: bool
    is_clear: bool

    @property
    def mark(self) -> str:
        """Word for how well the row is understood."""
        if self.is_dropped:
            return "dropped"
        return "clear" if self.is_clear else "doubtful"


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that people decide about: nothing certain was found, or it was decided before."""

    key: str
    name: str
    """The name in its first spelling."""
    count: int
    candidates: tuple[tuple[str, str], ...]
    choice: str
    """What was chosen in this preview, else for an earlier document."""
    is_remembered: bool

    @property
    def seen(self) -> str:
        """How often it stands in the rows, and whether its choice comes from an earlier plan."""
        before = said("; đã chọn ở lần nhập trước") if self.is_remembered else ""
        return said("{count} lần trong bảng{before}", count=self.count, before=before)


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole preview."""

    intake: Intake
    kind: str
    years: str
    issued_on: date | None
    rows: tuple[PreviewRow, ...]
    names: tuple[OpenName, ...]
    targets: tuple[tuple[str, str], ...]
    """What each promise is about, and its words: ("PAR INDEX", "xếp thứ 12 cả nước")."""
    doubts: tuple[str, ...]
    stops: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    """Choices of a unit for an open name: value and words."""
    kept: int
    to_see: int
    dropped: int

    @property
    def clear(self) -> int:
        return self.kept - self.to_see

    @property
    def undecided(self) -> int:
        """Number of names that nobody decided about."""
        return sum(not name.choice for name in self.names)

    @property
    def can_split(self) -> bool:
        return any(row.item_count > 1 and not row.is_dropped for row in self.rows)

    def showing(self, show: str) -> tuple[PreviewRow, ...]:
        """Return all rows, or only those worth a look."""
        if show != "doubtful":
            return self.rows
        return tuple(row for row in self.rows if row.mark == "doubtful")

    def row(self, row_id: int) -> PreviewRow | None:
        return next((row for row in self.rows if row.id == row_id), None)


def build(intake: Intake) -> Preview:
    """Return the preview: a fixed number of queries, whatever the number of rows."""
    values = intake.values
    directory = Directory.of(intake.territory, on=day_of(intake))
    drawn = Rows(intake, directory, _component_words(values))
    rows = tuple(drawn.rows())
    kept = [row for row in rows if not row.is_dropped]
    return Preview(
        intake=intake,
        kind=Plan.Kind(values["kind"] or Plan.Kind.PLAN).label,
        years=" - ".join(str(year) for year in dict.fromkeys(values["years"]) if year),
        issued_on=values["issued_on"] and date.fromisoformat(values["issued_on"]),
        rows=rows,
        names=tuple(drawn.open_names()),
        targets=tuple(_promises(values)),
        doubts=(*_other_issuer(intake), *map(_sentence, values["warnings"])),
        stops=hard_stops(intake),
        units=_unit_choices(directory),
        kept=len(kept),
        to_see=sum(not row.is_clear for row in kept),
        dropped=len(rows) - len(kept),
    )


def issuing_territory(values: Values, territories: "TerritoryQuerySet") -> Territory:
    """Return the territory whose UBND the document names, else the first that one plans for.

    The day of issue chooses between the bearers of one name; when several are left nothing is
    guessed, and the preview says whose plan it would become.
    """
    issuer, issued_on = key(values["issuer"]), values["issued_on"]
    standing = territories.in_force(date.fromisoformat(issued_on)) if issued_on else territories
    named = [one for one in standing if issuer.endswith(f" {key(one.name)}")]
    return named[0] if len(named) == 1 else territories[0]


def _component_words(values: Values) -> dict[tuple[str, str], str]:
    codes = {row["framework"] for row in values["rows"] if row["components"]}
    found = Component.objects.filter(framework__code__in=codes).select_related("framework")
    return {(one.framework.code, one.code): str(one) for one in found}


def _promises(values: Values) -> Iterator[tuple[str, str]]:
    """Yield what each promise is about, "" when nobody knows, and its words."""
    promised = values["targets"]
    about = promised_components(promised, values["years"][0] or 0)
    for target, component in zip(promised, about, strict=True):
        index = component.framework.index.short_name if component else ""
        part = str(component) if component and component.depth else ""
        yield ", ".join(filter(None, (index, part))), target["text"]


def _other_issuer(intake: Intake) -> list[str]:
    issuer, territory = intake.values["issuer"], intake.territory
    if key(issuer).endswith(key(territory.bare_name)):
        return []
    if not issuer:
        return [NO_ISSUER.format(territory=territory)]
    return [OTHER_ISSUER.format(issuer=issuer, territory=territory)]


def _unit_choices(directory: Directory) -> tuple[tuple[str, str], ...]:
    places = {territory.pk: territory.name_inside for territory in directory.line}
    return tuple(
        (f"unit:{unit.pk}", f"{unit.name} ({places[unit.territory_id]})")
        for unit in directory.units
    )


def _place(where: str) -> str:
    return joined(map(recalled, where.split(", ")), by=", ")


def _sentence(doubt: Values) -> str:
    word = FIELD_WORDS.get(doubt["field"])
    message = recalled(doubt["message"])
    return said("{field}: {message}", field=word, message=message) if word else message


class Rows:
    """The rows of one document, drawn with the same directory, each name looked up once."""

    def __init__(
        self, intake: Intake, directory: Directory, components: dict[tuple[str, str], str]
    ) -> None:
        self.intake = intake
        self.directory = directory
        self.components = components
        self.meanings: dict[str, Resolved] = {}
        self.names: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    def rows(self) -> list[PreviewRow]:
        """Return the rows in the document's order; a heading stands at the first of its rows."""
        drawn, section = [], ""
        for position, row in enumerate(self.intake.values["rows"], start=1):
            heading = row["section"]
            drawn.append(self._row(row, position, "" if heading == section else heading))
            section = heading
        return drawn

    def open_names(self) -> list[OpenName]:
        """Return the names that people decide about, the most frequent first."""
        return [
            OpenName(
                key=words,
                name=self.names[words],
                count=count,
                candidates=tuple((f"unit:{unit.pk}", unit.name) for unit in meaning.candidates),
                choice=self._choice(words) or _remembered_choice(meaning),
                is_remembered=meaning.remembered and not self._choice(words),
            )
            for words, count in self.counts.most_common()
            if not (meaning := self.meanings[words]).is_certain or meaning.remembered
        ]

    def _row(self, row: Values, position: int, section: str) -> PreviewRow:
        parties = tuple(
            (ROLE_WORDS[role], tuple(self._party(name, row) for name in row[role]))
            for role in ROLES
            if row[role]
        )
        named = [party for _, those in parties for party in those]
        unknown = tuple(dict.fromkeys(party.name for party in named if not party.is_settled))
        deadline = row["deadline"]
        return PreviewRow(
            id=row["id"],
            position=position,
            label=row["label"],
            title=row["title"],
            lines=tuple(row["text"].split("\n")),
            section=section,
            parties=parties,
            deadline=deadline["raw"],
            deadline_word=_deadline_word(deadline),
            components=tuple(
                self.components.get((row["framework"], code), code) for code in row["components"]
            ),
            output=row["output"],
            note=row["note"],
            where=_place(row["where"]),
            doubts=tuple(_sentence(doubt) for doubt in row["doubts"]),
            item_count=len(row["items"]),
            is_dropped=row["dropped"],
            unknown=unknown,
            is_clear=not unknown and not row["doubts"],
        )

    def _party(self, name: str, row: Values) -> PreviewParty:
        words = key(name)
        if words not in self.meanings:
            self.meanings[words] = self.directory.resolve(name)
            self.names[words] = name
        if not row["dropped"]:
            self.counts[words] += 1
        meaning = self.meanings[words]
        choice = self._choice(words) or _remembered_choice(meaning)
        if choice:
            return PreviewParty(name, self._choice_word(choice), is_settled=True)
        word = meaning.unit.name if meaning.unit else _group_word(meaning.group)
        return PreviewParty(name, word, is_settled=meaning.is_certain)

    def _choice(self, words: str) -> str:
        """Return what was chosen for a name; a unit unknown to the directory is no choice."""
        choice: str = self.intake.choices.get(words, "")
        known = not choice.startswith("unit:") or choice in self.directory.by_choice
        return choice if known else ""

    def _choice_word(self, choice: str) -> str:
        kind, _, which = choice.partition(":")
        if kind == "unit":
            return self.directory.by_choice[choice].name
        words = {"add": said("thêm đơn vị mới"), "keep": said("giữ nguyên chữ")}
        return words.get(kind) or _group_word(which)


def _remembered_choice(meaning: Resolved) -> str:
    if not meaning.remembered:
        return ""
    if meaning.unit:
        return f"unit:{meaning.unit.pk}"
    return f"group:{meaning.group}" if meaning.group else "keep:"


def _group_word(group: str) -> str:
    return said("nhóm {name}", name=Party.Group(group).label) if group else ""


def _deadline_word(deadline: Values) -> str:
    """Return the kind in words and the day, if one is certain: "đến 30/06/2024"."""
    word: str = Task.DeadlineKind(deadline["kind"]).label
    days = [date.fromisoformat(day) for day in (deadline["start"], deadline["end"]) if day]
    if not days:
        return word
    return said("{word} · {days}", word=word, days=" – ".join(f"{day:%d/%m/%Y}" for day in days))
