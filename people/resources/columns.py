"""Which column of a staff list is what, and which columns we refuse to take."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.spreadsheets import SpreadsheetRefused
from core.spreadsheets.table import Table, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.spreadsheets import Cell


@dataclass(frozen=True)
class Column:
    """Something we keep of a colleague, and the names that programs give it."""

    name: str
    label: str
    aliases: tuple[str, ...]
    is_required: bool = False


COLUMNS = (
    Column(
        "employee_number",
        "Personeelsnummer",
        ("personeelsnummer", "personeelsnr", "persnr", "pers. nr.", "medewerkernummer",
         "medewerker nr", "medewerkernr", "medewerker", "werknemerscode", "werknemernummer",
         "werknemernr", "werknemer", "employee id", "employeenumber", "nummer", "stamnummer",
         "docentcode", "code"),
        is_required=True,
    ),
    Column(
        "full_name",
        "Naam in één kolom",
        ("naam", "volledige naam", "naam medewerker", "medewerkernaam", "naam werknemer",
         "weergavenaam", "name", "displayname"),
    ),
    Column(
        "given_name",
        "Roepnaam",
        ("roepnaam", "voornaam", "voornamen", "firstname", "given name", "voorletters"),
    ),
    Column(
        "infix",
        "Tussenvoegsel",
        ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tussenv", "tv", "tvg"),
    ),
    Column(
        "family_name",
        "Achternaam",
        ("achternaam", "familienaam", "geboortenaam", "lastname", "surname", "roostername"),
    ),
    Column(
        "email",
        "E-mailadres",
        ("e-mail", "mail", "e-mailadres", "mailadres", "mail werk", "e-mail werk", "werkmail",
         "e-mailadres werk", "email address", "emailadres werk", "upn"),
    ),
    Column(
        "staff_category",
        "Functiecategorie (OP, OOP, DIR)",
        ("functiecategorie", "standaard functiecategorie", "op/oop", "op/oop/dir", "categorie",
         "cat", "personeelscategorie", "soort personeel", "functiegroep", "staff category"),
    ),
    Column(
        "job_title",
        "Functie",
        ("functie", "functienaam", "functieomschrijving", "job title", "jobtitle", "functietitel"),
    ),
    Column(
        "working_time_factor",
        "Werktijdfactor",
        ("wtf", "werktijdfactor", "fte", "betrekkingsomvang", "omvang", "aanstelling",
         "aanstellingsomvang", "formatie", "deeltijdfactor", "dienstverband fte", "aantal fte"),
    ),
    Column(
        "team",
        "Team",
        ("team", "teamnaam", "afdeling", "organisatorische eenheid", "org. eenheid", "orgeenheid",
         "department", "bouw", "kernteam"),
    ),
    Column(
        "subject_department",
        "Sectie",
        ("sectie", "vaksectie", "vakgroep", "vak", "vakken", "leergebied", "sectienaam"),
    ),
    Column(
        "location",
        "Vestiging",
        ("vestiging", "hoofdvestiging", "locatie", "schoollocatie", "vestigingsnaam", "gebouw"),
    ),
    Column(
        "starts_on",
        "In dienst vanaf",
        ("in dienst", "datum in dienst", "indienst", "start", "startdatum", "begindatum", "begin",
         "ingangsdatum", "datum indiensttreding", "van", "vanaf"),
    ),
    Column(
        "ends_on",
        "In dienst tot en met",
        ("uit dienst", "datum uit dienst", "uitdienst", "eind", "einde", "einddatum",
         "datum uitdiensttreding", "tot", "tot en met", "t/m"),
    ),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
ALIASES = {plain(alias): column.name for column in COLUMNS for alias in column.aliases}
# Where a header says more than an alias: "Aantal FTE per 1 oktober", "Mail (werk)".
PARTS = (
    ("mail", "email"),
    ("fte", "working_time_factor"),
    ("werktijdfactor", "working_time_factor"),
    ("personeelsn", "employee_number"),
    ("medewerkern", "employee_number"),
    ("achternaam", "family_name"),
    ("roepnaam", "given_name"),
    ("vestiging", "location"),
    ("sectie", "subject_department"),
)
REFUSED = re.compile(
    "|".join(
        (
            "bsn", "burgerservice", "sofi", "identiteit", "paspoort", "rijbewijs",
            "geboorte(?!naam)", "leeftijd", "geslacht", "gender", "^mv$", "^sekse", "aanhef",
            "nationaliteit", "burgerlijkestaat", "religie", "kerk", "geloof", "etnic",
            "salar", "schaal", "trede", "loon", "bruto", "netto", "periodiek", "toelage",
            "verzuim", "ziek", "arbo", "handicap", "wia", "beoordeling", "functioneren",
            "functionering", "vakbond", "lidmaatschap", "bondslid", "straat", "huisnummer",
            "huisnr", "postcode", "woonplaats", "woonadres", "^adres", "huisadres",
            "priveadres", "correspondentieadres", "prive", "telefoon", "^tel$", "mobiel",
            "gsm", "iban", "bankrek", "rekening", "jaartaak", "taakuren", "lesuren",
            "normjaar", "foto", "partner", "kind", "noodcontact",
        )
    )
)  # fmt: skip
ELEVEN = 11
BSN_LENGTH = 9
SUSPICIOUS_SHARE = 0.8

NO_HEADER = (
    "We vinden geen rij met kolomnamen. Zet boven de lijst een rij met bijvoorbeeld "
    "Personeelsnummer, Roepnaam, Achternaam en E-mail, en kies het bestand opnieuw."
)
NO_ROWS = "Onder de kolomnamen staan geen medewerkers. Controleer of u het goede bestand koos."
LOOKS_LIKE_BSN = (
    "In de kolom met personeelsnummers lijken burgerservicenummers te staan. Die bewaren we "
    "niet. Kies een andere kolom of haal deze kolom uit het bestand."
)


@dataclass(frozen=True)
class StaffList:
    """What we keep of an uploaded file: names of columns, rows with their line numbers."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    refused: list[str]
    notes: list[str]

    @property
    def header_hash(self) -> str:
        joined = "|".join(plain(name) for name in self.header)
        return hashlib.sha256(joined.encode()).hexdigest()


def staff_list(table: Table) -> StaffList:
    """Find the header, leave out what we refuse, and keep the rest as text."""
    index = table.header_index(ALIASES)
    if index is None:
        index = _first_row_of_names(table)
    names = table.header(index)
    kept = [at for at, name in enumerate(names) if name.strip() and not is_refused(name)]
    rows = [(line, [as_text(row[at]) for at in kept]) for line, row in table.below(index)]
    rows = [(line, cells) for line, cells in rows if any(cells)]
    if not rows:
        raise SpreadsheetRefused(NO_ROWS)
    return StaffList(
        header=[names[at].strip()[:80] for at in kept],
        rows=rows,
        refused=[name.strip()[:80] for name in names if is_refused(name)],
        notes=_notes(table, index, names),
    )


def is_refused(name: str) -> bool:
    """Whether a column with this name holds something we never store (domain 9, T52)."""
    return bool(REFUSED.search(plain(name)))


def _first_row_of_names(table: Table) -> int:
    """No known name at all: then the first row of at least three different texts."""
    for index, row in enumerate(table.rows[:20]):
        texts = [cell for cell in row if isinstance(cell, str) and cell]
        if len(texts) >= 3 and len(texts) == len(set(texts)) == len(row):
            return index
    raise SpreadsheetRefused(NO_HEADER)


def _notes(table: Table, index: int, names: list[str]) -> list[str]:
    notes = list(table.notes)
    if index:
        notes.append(f"Regels boven de kolomnamen: {index}. Die slaan we over.")
    if any(not name.strip() for name in names):
        notes.append("Er zijn kolommen zonder naam. Die nemen we niet over.")
    return notes


def as_text(cell: Cell) -> str:
    """A cell as the text that a person sees; 51751.0 is 51751."""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell.strip()
    return f"{cell.normalize():f}"


def guess(header: Iterable[str]) -> dict[str, int]:
    """The column number for each thing we know; the best name wins, the first of two."""
    names = [plain(name) for name in header]
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in ALIASES:
            found.setdefault(ALIASES[name], at)
    taken = set(found.values())
    for part, column in PARTS:
        for at, name in enumerate(names):
            if column not in found and at not in taken and part in name:
                found[column] = at
                taken.add(at)
    return _one_way_of_naming(found)


def _one_way_of_naming(found: dict[str, int]) -> dict[str, int]:
    if "given_name" in found and "family_name" in found:
        found.pop("full_name", None)
    return found


def check_numbers(numbers: Iterable[str]) -> None:
    """Refuse a column that is meant for employee numbers but holds citizen numbers."""
    given = [number for number in numbers if number]
    suspicious = sum(_is_citizen_number(number) for number in given)
    if len(given) >= 5 and suspicious >= SUSPICIOUS_SHARE * len(given):
        raise SpreadsheetRefused(LOOKS_LIKE_BSN)


def _is_citizen_number(text: str) -> bool:
    """The eleven test: nine digits, weighed 9 to 2 and -1."""
    if len(text) != BSN_LENGTH or not (text.isascii() and text.isdigit()):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(digit) for w, digit in zip(weights, text, strict=True)) % ELEVEN == 0


def choices(header: list[str], rows: list[Any]) -> list[tuple[str, str]]:
    """The columns of the file to choose from, each with an example."""
    options = [("", "niet in dit bestand")]
    for at, name in enumerate(header):
        example = next((cells[at] for _, cells in rows[:50] if cells[at]), "")
        options.append((str(at), f"{name} (bijvoorbeeld: {example[:30]})" if example else name))
    return options
