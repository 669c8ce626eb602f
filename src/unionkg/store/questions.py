"""Named questions: SPARQL files with a header of comments that says what they ask and which parameters they take.

The header:

    # title-zh: 谁领导某个组织
    # title-en: Who leads an organisation
    # about: one sentence
    # severity: warning|note (only a rule has it: its rows are findings)
    # param: NAME TYPE required|optional|default=VALUE 中文 English words
    # column: VARIABLE 中文 English words

`TYPE` is `text`, `date`, `integer`, `number`, `entity`, or entity types joined by `|` (`Person|Organization`), whose
values are names. In the query the line that starts with `VALUES` and ends with `# parameters` lists all parameters as
`$name`; with UNDEF for each of them the file runs as it is. When the question is asked, that line is written anew from
RDF terms; an optional parameter that was not given is left out of it, so that it is unbound.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from unionkg.errors import QueryError, ResourceError
from unionkg.graph.facts import Facts, local
from unionkg.resources import resource_dir
from unionkg.store.dataset import Dataset
from unionkg.store.names import entities, find_entity
from unionkg.store.sparql import run_sparql
from unionkg.store.table import Table
from unionkg.vocab import ENTITY_TYPES, PREFIXES

SEVERITIES = ("warning", "note")

_HEADER = re.compile(r"#\s*([\w-]+):\s*(.*)")
_PLACE = re.compile(r"^[ \t]*VALUES\b.*#\s*parameters[ \t]*$", re.MULTILINE)
_FORMS = {
    "text": (re.compile(r".+", re.DOTALL), "string", "a text"),
    "date": (re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"), "string", "a date such as 2023, 2023-10 or 2023-10-12"),
    "integer": (re.compile(r"[+-]?\d{1,18}"), "integer", "a whole number"),
    "number": (re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?"), "decimal", "a number such as 12 or 0.5"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes. `types` are entity types; empty for a plain value of the form `form`."""

    name: str
    form: str
    is_required: bool
    default: str | None
    label_zh: str
    label_en: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; `headings` say in Chinese and English what each column shows.

    One with a `severity` (`warning` or `note`) is a rule: each row is something that somebody should look at.
    """

    name: str
    title_zh: str
    title_en: str
    about: str
    parameters: tuple[Parameter, ...]
    headings: Mapping[str, str]
    sparql: str
    severity: str | None = None


# Whose values complete a parameter of plain text.
_COMPLETED = {"role": "ukg:role", "measure": "ukg:measure", "publisher": "schema:publisher"}


def load_questions(folder: Path | None = None) -> dict[str, Question]:
    """Return the questions of `folder` (None: the packaged ones) under their names, sorted.

    Raises:
        ResourceError: a file cannot be read; the message names it and the line.
    """
    files = sorted((folder or resource_dir("ontology") / "queries").glob("*.rq"))
    return {path.stem: read_question(path) for path in files}


def read_question(path: Path) -> Question:
    """Read one file.

    Raises:
        ResourceError: it cannot be read; the message names it and the line.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise ResourceError(f"The question {path.name} cannot be read: {error}.", offending=path) from error
    fields: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        match = _HEADER.fullmatch(line)
        if not match or match[1] not in ("title-zh", "title-en", "about", "severity", "param", "column"):
            raise _malformed(path, number, f"'{line}' is no line of a header")
        fields.setdefault(match[1], []).append((number, match[2].strip()))
    parameters = tuple(_parameter(path, number, value) for number, value in fields.get("param", []))
    _check_place(path, text, parameters)
    return Question(
        name=path.stem,
        title_zh=_only(path, fields, "title-zh"),
        title_en=_only(path, fields, "title-en"),
        about=_only(path, fields, "about"),
        parameters=parameters,
        headings=dict(_column(path, number, value) for number, value in fields.get("column", [])),
        sparql=text,
        severity=_severity(path, fields),
    )


def run_question(
    dataset: Dataset,
    name: str,
    params: Mapping[str, str] | None = None,
    *,
    questions: Mapping[str, Question] | None = None,
) -> Table:
    """Answer the question `name`; `params` may be named in English (`organization`) or Chinese (组织).

    Raises:
        QueryError: no such question; a parameter is missing, unknown or malformed; a name fits nothing or many things.
        ResourceError: a file of the packaged questions is malformed.
    """
    known = load_questions() if questions is None else questions
    if name not in known:
        raise QueryError(f"There is no question '{name}'.", offending=name, remedy=f"There are: {', '.join(known)}.")
    question = known[name]
    table = run_sparql(dataset, bind(question, _terms(dataset, question, params or {})))
    headings = tuple(question.headings.get(column, column) for column in table.columns)
    return Table(table.columns, table.rows, headings, table.boolean)


def complete(dataset: Dataset, parameter: Parameter, text: str, *, limit: int = 20) -> list[str]:
    """Return values of `parameter` that fit what was typed so far: names of the graph that begin with it, then others.

    Entities are offered by their preferred labels, also where an alias or the pinyin has the text; texts by the roles,
    measures and publishers of the graph. Dates and numbers have no completion.
    """
    wanted = text.strip().casefold()
    forms: dict[str, set[str]] = {}
    if parameter.form == "entity":
        facts = Facts(dataset.store)
        aliases, readings = facts.many("skos:altLabel"), facts.one("ukg:pinyin")
        for found in entities(dataset.store, parameter.types):
            reading = readings.get(found.iri, "")
            initials = "".join(syllable[0] for syllable in reading.split())
            forms.setdefault(found.label, {found.label, reading.replace(" ", ""), initials}).update(
                aliases.get(found.iri, ())
            )
    elif parameter.form == "text" and parameter.name in _COMPLETED:
        facts = Facts(dataset.store)
        labels = facts.one("skos:prefLabel")
        values = {value for found in facts.many(_COMPLETED[parameter.name]).values() for value in found}
        forms = {name: {name} for name in (labels.get(value, value) for value in values)}
    known = {name: {form.casefold() for form in found} for name, found in forms.items()}
    begins = sorted(name for name, found in known.items() if any(form.startswith(wanted) for form in found))
    contains = sorted(name for name, found in known.items() if name not in begins and any(wanted in f for f in found))
    return [*begins, *contains][:limit]


def explorer_fragment(dataset: Dataset, name: str, params: Mapping[str, str]) -> str | None:
    """Return the part behind `#` of the page's address that opens where the answer is: one thing, or a chain of two.

    None where the question is about no single thing. Raises QueryError as `run_question` does.
    """
    question = load_questions()[name]
    terms = _terms(dataset, question, params)
    nodes = [local(term.value) for term in terms.values() if isinstance(term, NamedNode)]
    if len(nodes) == 2 and {"first", "second"} <= terms.keys():
        return urlencode([("path", node) for node in nodes])
    return urlencode({"focus": nodes[0]}) if nodes else None


def bind(question: Question, terms: Mapping[str, NamedNode | Literal]) -> str:
    """Return the SPARQL of the question with `terms` in its VALUES line; terms write themselves, escaped."""
    names = " ".join(f"${name}" for name in terms)
    values = " ".join(map(str, terms.values()))
    line = f"VALUES ({names}) {{ ({values}) }}" if terms else ""
    return _PLACE.sub(lambda _: line, question.sparql, count=1)


def _terms(dataset: Dataset, question: Question, params: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
    names = {parameter.label_zh: parameter.name for parameter in question.parameters}
    given = {names.get(key, key): value for key, value in params.items()}
    unknown = sorted(set(given) - set(names.values()))
    if unknown:
        raise QueryError(
            f"The question '{question.name}' has no parameter '{unknown[0]}'.",
            offending=unknown[0],
            remedy=f"It has: {', '.join(names.values()) or 'none'}.",
        )
    terms = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = _term(dataset, parameter, value)
        elif parameter.is_required:
            raise QueryError(
                f"The question '{question.name}' needs the parameter '{parameter.name}' ({parameter.label_zh}).",
                offending=parameter.name,
                remedy=f"Add --param {parameter.name}=…",
            )
    return terms


def _term(dataset: Dataset, parameter: Parameter, value: str) -> NamedNode | Literal:
    if parameter.form == "entity":
        return find_entity(dataset.store, value, parameter.types)
    pattern, datatype, description = _FORMS[parameter.form]
    # A lone surrogate is a byte of a command line that is no UTF-8.
    if not pattern.fullmatch(value) or any("\ud800" <= character <= "\udfff" for character in value):
        raise QueryError(f"The parameter '{parameter.name}' takes {description}, not {value!r}.", offending=value)
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + datatype))


def _parameter(path: Path, number: int, text: str) -> Parameter:
    parts = text.split(maxsplit=4)
    if len(parts) != 5 or not parts[0].isidentifier():
        raise _malformed(path, number, "a parameter is: NAME TYPE required|optional|default=VALUE 中文 English")
    name, form, need, label_zh, label_en = parts
    if need not in ("required", "optional") and not need.startswith("default="):
        raise _malformed(path, number, f"'{need}' is none of required, optional, default=VALUE")
    types = () if form in _FORMS or form == "entity" else tuple(form.split("|"))
    if not set(types) <= set(ENTITY_TYPES):
        raise _malformed(path, number, f"'{form}' is no type of a parameter")
    default = need.partition("=")[2] or None
    form = "entity" if types else form
    return Parameter(name, form, need == "required", default, label_zh, label_en, types)


def _column(path: Path, number: int, text: str) -> tuple[str, str]:
    name, _, heading = text.partition(" ")
    if not heading.strip():
        raise _malformed(path, number, "a column is: VARIABLE 中文 English")
    return name, heading.strip()


def _severity(path: Path, fields: Mapping[str, list[tuple[int, str]]]) -> str | None:
    if "severity" not in fields:
        return None
    found = _only(path, fields, "severity")
    if found not in SEVERITIES:
        raise _malformed(path, fields["severity"][0][0], f"'{found}' is none of {', '.join(SEVERITIES)}")
    return found


def _only(path: Path, fields: Mapping[str, list[tuple[int, str]]], key: str) -> str:
    lines = fields.get(key, [])
    if len(lines) != 1 or not lines[0][1]:
        raise _malformed(path, lines[1][0] if lines[1:] else 1, f"the header has one line '# {key}: …'")
    return lines[0][1]


def _check_place(path: Path, text: str, parameters: tuple[Parameter, ...]) -> None:
    places = list(_PLACE.finditer(text))
    if len(places) != (1 if parameters else 0):
        raise _malformed(
            path, 1, "a question with parameters has one line 'VALUES ($name …) { (UNDEF …) }  # parameters'"
        )
    listed = re.findall(r"\$(\w+)", places[0][0]) if places else []
    if listed != [parameter.name for parameter in parameters]:
        number = text.count("\n", 0, places[0].start()) + 1
        raise _malformed(path, number, "the VALUES line lists the parameters of the header, in their order")


def _malformed(path: Path, number: int, reason: str) -> ResourceError:
    return ResourceError(f"{path.name}, line {number}: {reason}.", offending=path)
