"""One uploaded taakbeleid: how its columns are read, what is wrong, what it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core.spreadsheets.table import plain
from core.steps import Stepped
from core.verbs import Verb
from people.models import StaffCategory
from trajects.models.policy import PolicyCategory, PolicyItem, TaskPolicy
from trajects.models.policy_comparison import Comparison
from trajects.models.theme import Theme
from trajects.models.traject import OfTraject, Traject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.spreadsheets import Cell, Table
    from people.models import User

COLUMNS = {
    "category": "Categorie",
    "title": "Onderdeel",
    "unit": "Eenheid",
    "value": "Waarde",
    "hours": "Uren bij wtf 1,0",
    "applies_to": "Voor wie",
    "quantity": "Hoe vaak in de school",
    "theme": "Thema",
    "text": "Tekst",
    "question": "Vraag aan tafel",
}
ALSO_KNOWN_AS = {
    "category": ["rubriek", "soort", "groep", "taakcategorie"],
    "title": ["taak", "omschrijving taak", "naam", "regel", "beleidsonderdeel", "activiteit"],
    "unit": ["per", "rekeneenheid"],
    "value": ["norm", "getal", "aantal", "bedrag"],
    "hours": ["uren", "klokuren", "uren per jaar", "aantal uren", "uren wtf 1,0", "uren fulltime"],
    "applies_to": ["wie", "doelgroep", "functie", "geldt voor"],
    "quantity": ["aantal keer", "aantal groepen", "aantal klassen", "aantal personen"],
    "theme": ["cao-thema", "gespreksthema", "onderwerp"],
    "text": ["toelichting", "omschrijving", "regeltekst", "beschrijving", "afspraak"],
    "question": ["vraag", "gespreksvraag"],
}
NEEDED = ("title",)
NAMES_IN_THE_CAO = {
    "professional_autonomy": "professionele verantwoordelijkheden en autonomie",
    "workload": "collectieve en individuele werkdruk",
    "division_of_tasks": "verdeling van taken en benutten van expertise",
    "other_activities": "overige schoolactiviteiten",
}
LONGEST = {"category": 80, "title": 120, "unit": 60, "applies_to": 80}
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
ALIKE = 0.6
PRECISION = {"value": Decimal("0.0001"), "hours": Decimal("0.01"), "quantity": Decimal("0.0001")}
MOST_TIMES = 32_000


def guess_columns(header: list[str]) -> dict[str, int]:
    """For each of our columns the place in the file that has one of its names."""
    places = {plain(name): index for index, name in reversed(list(enumerate(header))) if name}
    found: dict[str, int] = {}
    for column, label in COLUMNS.items():
        names = (plain(name) for name in [label, *ALSO_KNOWN_AS[column]])
        place = next((places[name] for name in names if name in places), None)
        if place is not None and place not in found.values():
            found[column] = place
    return found


def all_names() -> list[str]:
    return [*COLUMNS.values(), *(name for names in ALSO_KNOWN_AS.values() for name in names)]


def as_number(text: str) -> Decimal:
    """12,5 and 12.5 are the same; 1.659 is one thousand six hundred fifty-nine."""
    bare = text.strip().replace(" ", "").replace("\u00a0", "")
    if "," in bare or THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    return Decimal(bare)


def as_text(cell: Cell) -> str:
    """A cell as people would type it: a number has a decimal comma."""
    return format(cell, "f").replace(".", ",") if isinstance(cell, Decimal) else str(cell).strip()


def matching_theme(name: str, themes: Iterable[Theme]) -> Theme | None:
    """The theme that is meant, also when the school words it a little differently."""
    best, most = None, ALIKE
    for theme in themes:
        names = (theme.title, NAMES_IN_THE_CAO.get(theme.key, theme.title))
        score = max(_alike(name, other) for other in names)
        if score >= most:
            best, most = theme, score
    return best


def _alike(one: str, other: str) -> float:
    if plain(one) == plain(other):
        return 2.0
    given, known = _words(one), _words(other)
    met = [word for word in given if any(_same_root(word, found) for found in known)]
    return len(met) / len(given) if given else 0.0


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3]


def _same_root(one: str, other: str) -> bool:
    return one[:7] == other[:7] or one in other or other in one


@dataclass
class PolicyRow:
    """One line of the file as it would be kept, with what is wrong and what we noticed."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Decimal | None] = field(default_factory=dict)
    theme: Theme | None = None
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def staff_category(self) -> str:
        first = self.values["applies_to"].lower().split(" ")[0]
        return first if first in StaffCategory.values else ""


class PolicyImportQuerySet(models.QuerySet["PolicyImport"]):
    def visible_to(self, user: User) -> PolicyImportQuerySet:
        return self.filter(traject__in=Traject.objects.worked_on_by(user))

    def upload(self, traject: Traject, table: Table, *, name: str, by: User) -> PolicyImport:
        """Keep what the file holds until somebody confirms it."""
        found = table.header_index(all_names())
        index = found or 0
        header = [as_text(cell) for cell in table.header(index)]
        return self.create(
            traject=traject,
            file_name=name[:200],
            header=header,
            rows=[[line, [as_text(cell) for cell in row]] for line, row in table.below(index)],
            mapping=guess_columns(header),
            created_by=by,
        )


class PolicyImport(OfTraject, Stepped):
    """`mapping`: our column name to the place of the column in the file."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "nog niet verwerkt"
        CONFIRMED = "confirmed", "verwerkt"

    STEPS = {Status.UPLOADED: {Status.CONFIRMED}}

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="policy_imports")
    file_name = models.CharField("bestand", max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.UPLOADED)
    task_policy = models.ForeignKey(
        TaskPolicy, models.SET_NULL, null=True, editable=False, related_name="imports"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PolicyImportQuerySet.as_manager()

    class Meta:
        verbose_name = "ingelezen taakbeleid"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("trajects:policy_import", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.UPLOADED

    def match_columns(self, mapping: dict[str, int]) -> None:
        """Read the file by these columns from now on."""
        self.mapping = mapping
        self.save(update_fields=["mapping"])

    def read(self) -> list[PolicyRow]:
        """Every line that holds an item, checked; a line with only a category opens a group."""
        themes = list(Theme.objects.filter(traject=self.traject))
        seen: dict[tuple[str, str], int] = {}
        category, found = "", []
        for line, cells in self.rows:
            row = self._row(line, cells)
            category = row.values["category"] or category
            if _holds_nothing(row):
                continue
            row.values["category"] = category
            _check(row, themes, seen)
            found.append(row)
        return found

    def _row(self, line: int, cells: list[str]) -> PolicyRow:
        places = {column: self.mapping.get(column) for column in COLUMNS}
        return PolicyRow(
            line,
            {
                column: cells[place] if place is not None and place < len(cells) else ""
                for column, place in places.items()
            },
        )

    @transaction.atomic
    def confirm(self, *, by: User) -> TaskPolicy:
        """Make a new version of the taakbeleid out of the rows; all of them or none."""
        rows = self.read()
        kept = _by_name(PolicyItem.objects.of(self.traject).for_overview())
        policy = TaskPolicy.objects.begin(self.traject, origin=TaskPolicy.Origin.FILE)
        self._step(
            to=self.Status.CONFIRMED,
            verb=Verb.POLICY_IMPORTED,
            by=by,
            detail=f"versie {policy.number}, {len(rows)} onderdelen",
            task_policy=policy,
        )
        categories = _categories(rows, policy)
        PolicyItem.objects.bulk_create(
            _item(row, position, categories, kept) for position, row in enumerate(rows, start=1)
        )
        return policy

    def compared(self, rows: list[PolicyRow]) -> Comparison:
        """What these rows would change in the present taakbeleid."""
        present = list(PolicyItem.objects.of(self.traject).for_overview())
        kept = _by_name(present)
        names = dict.fromkeys(row.values["category"] for row in rows)
        categories = {name: PolicyCategory(name=name) for name in names}
        made = [_item(row, place, categories, kept) for place, row in enumerate(rows, start=1)]
        return Comparison.of(present, made, origins={})


def _by_name(items: Iterable[PolicyItem]) -> dict[tuple[str, str], PolicyItem]:
    return {(plain(item.category.name), plain(item.title)): item for item in items}


def _holds_nothing(row: PolicyRow) -> bool:
    """An empty line, a heading above a group, or a line that adds up."""
    rest = [row.values[column] for column in COLUMNS if column != "category"]
    opening = (row.values["title"] or row.values["category"]).casefold()
    return not any(rest) or opening.startswith(("totaal", "subtotaal"))


def _check(row: PolicyRow, themes: list[Theme], seen: dict[tuple[str, str], int]) -> None:
    _check_texts(row)
    for column in PRECISION:
        row.numbers[column] = _number(row, column)
    _check_quantity(row)
    _find_theme(row, themes)
    name = (plain(row.values["category"]), plain(row.values["title"]))
    if row.values["title"] and name in seen:
        row.errors.append(
            f"Dit onderdeel staat ook op rij {seen[name]}. Geef een van de twee een andere naam."
        )
    seen.setdefault(name, row.line)


def _check_texts(row: PolicyRow) -> None:
    if not row.values["title"]:
        row.errors.append("De naam van het onderdeel ontbreekt. Vul die in het bestand in.")
    if not row.values["category"]:
        row.errors.append("De categorie ontbreekt. Vul die in, of kies de kolom hierboven.")
    for column, longest in LONGEST.items():
        if len(row.values[column]) > longest:
            row.errors.append(
                f"{COLUMNS[column]} is langer dan {longest} tekens. Maak de tekst korter."
            )


def _number(row: PolicyRow, column: str) -> Decimal | None:
    given = row.values[column]
    if given in ("", "-"):
        return None
    try:
        number = as_number(given)
    except InvalidOperation:
        row.errors.append(
            f"‘{given[:40]}’ is geen getal. Schrijf bij {COLUMNS[column]} een getal, zoals 12,5."
        )
        return None
    if not number.is_finite() or not 0 <= number < 100_000:
        row.errors.append(f"{COLUMNS[column]} moet tussen 0 en 100.000 liggen. Controleer het.")
        return None
    return number.quantize(PRECISION[column])


def _check_quantity(row: PolicyRow) -> None:
    """Groups and people come whole; `12,00` is 12."""
    number = row.numbers["quantity"]
    if number is None:
        return
    if number != number.to_integral_value() or number > MOST_TIMES:
        row.errors.append(
            f"{COLUMNS['quantity']} is een heel getal tot en met 32.000, zoals 14. Controleer het."
        )


def _find_theme(row: PolicyRow, themes: list[Theme]) -> None:
    name = row.values["theme"]
    row.theme = matching_theme(name, themes) if name else None
    if name and row.theme is None:
        row.notes.append(f"Het thema ‘{name}’ kennen we niet. Kies het later bij het onderdeel.")


def _categories(rows: list[PolicyRow], policy: TaskPolicy) -> dict[str, PolicyCategory]:
    names = dict.fromkeys(row.values["category"] for row in rows)
    return {name: PolicyCategory.named(name, policy) for name in names}


def _item(
    row: PolicyRow,
    position: int,
    categories: dict[str, PolicyCategory],
    kept: dict[tuple[str, str], PolicyItem],
) -> PolicyItem:
    """The item of this row; the theme and the question of the same item before it live on."""
    values = row.values
    before = kept.get((plain(values["category"]), plain(values["title"])))
    return PolicyItem(
        category=categories[values["category"]],
        position=position,
        theme=row.theme or (before.theme if before else None),
        question=values["question"] or (before.question if before else ""),
        title=values["title"],
        unit=values["unit"],
        applies_to=values["applies_to"],
        staff_category=row.staff_category,
        is_pro_rata=_goes_by_factor(values["unit"], before),
        text=values["text"],
        term_key=before.term_key if before else "",
        is_within_other=before.is_within_other if before else False,
        previous=before,
        value=row.numbers["value"],
        hours=row.numbers["hours"],
        quantity=_times(row, before),
    )


def _goes_by_factor(unit: str, before: PolicyItem | None) -> bool:
    """Whether hours shrink with the job: what the school chose, or else what the unit says."""
    if before and plain(before.unit) == plain(unit):
        return before.is_pro_rata
    unit = f" {unit.lower()}"
    return " per " not in unit or "per jaar" in unit or "per les" in unit


def _times(row: PolicyRow, before: PolicyItem | None) -> int | None:
    """How often it occurs; a file without the number leaves what the school had."""
    number = row.numbers["quantity"]
    if number is None:
        return before.quantity if before else None
    return int(number)
