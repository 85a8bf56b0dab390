"""Takes the people out of a copy of production, by the words of `config.personal`."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models import CharField, EmailField, Field, FileField, Func, JSONField, Model, Value
from django.db.models.functions import Cast, Concat

from config.personal import SUMS_AND_DATES, TABLES, Table


def blank_everything() -> dict[str, int]:
    """Label of a table → rows of it that were blanked or went, all in one transaction; files stay."""
    done = {}
    with transaction.atomic():
        for label, table in TABLES.items():
            model = apps.get_model(label)
            done[label] = _clear(model) if table.cleared else _blank(model, table)
    cache.clear()
    return {label: rows for label, rows in done.items() if rows}


def files_of_people() -> list[tuple[FileField, str]]:
    """Each file that goes, as field and name; to be asked for before the names are gone."""
    fields = [
        (model, field)
        for label, table in TABLES.items()
        for model in [apps.get_model(label)]
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) and (table.cleared or field.name in table.files.split())
    ]
    return [
        (field, name)
        for model, field in fields
        for name in model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
        if name
    ]


def undeclared() -> list[str]:
    """Tables and fields that are not declared in `config.personal`, and those declared that are not there."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    fields = [name for label in models.keys() & TABLES.keys() for name in _wrong(label, models[label])]
    return sorted([*(models.keys() ^ TABLES.keys()), *fields])


def _wrong(label: str, model: type[Model]) -> Iterator[str]:
    table = TABLES[label]
    if not table.cleared:
        there = {field.name for field in model._meta.local_concrete_fields}
        yield from (f"{label}.{name}" for name in there ^ table.declared)


def _clear(model: type[Model]) -> int:
    """Delete every row; whatever may point at one points at nothing.

    Foreign keys are checked when the transaction ends, so that the order of tables does not matter.
    """
    for field in _pointing_at(model):
        if field.null:
            field.model._base_manager.update(**{field.name: None})
    rows = model._base_manager.all()
    return rows._raw_delete(rows.db)


def _pointing_at(model: type[Model]) -> Iterator[Field]:
    for other in apps.get_models(include_auto_created=True):
        yield from (field for field in other._meta.local_concrete_fields if field.related_model is model)


def _blank(model: type[Model], table: Table) -> int:
    changes = {
        **{name: _in_x(name) for name in table.words.split()},
        **{name: _empty(model, name) for name in table.empty.split()},
        **dict.fromkeys(table.null.split()),
        **{name: _numbered(model, name) for name in table.numbered.split()},
        **{name: Cast(Func(function="gen_random_uuid"), CharField()) for name in table.token.split()},
        **dict.fromkeys(table.files.split(), Value("")),
    }
    for name in table.inside.split():
        for pk, value in model._base_manager.values_list("pk", name).iterator():
            model._base_manager.filter(pk=pk).update(**{name: _inside(value)})
    return model._base_manager.update(**changes) if changes else 0


def _in_x(name: str) -> Func:
    """As long as it was, in as many words and lines."""
    letters = Value("[^[:space:][:punct:]]")
    return Func(name, letters, Value("x"), Value("g"), function="regexp_replace", output_field=CharField())


def _inside(value: Any) -> Any:
    """A JSON value with its texts in x, but for those under the names of SUMS_AND_DATES."""
    if isinstance(value, dict):
        return {key: part if key in SUMS_AND_DATES else _inside(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_inside(part) for part in value]
    return re.sub(r"\w", "x", value) if isinstance(value, str) else value


def _empty(model: type[Model], name: str) -> Value:
    field = model._meta.get_field(name)
    return Value(field.get_default() or {}, JSONField()) if isinstance(field, JSONField) else Value("")


def _numbered(model: type[Model], name: str) -> Concat:
    number = Cast("pk", CharField())
    if isinstance(model._meta.get_field(name), EmailField):
        return Concat(Value("person"), number, Value("@example.invalid"))
    return Concat(Value(f"{model._meta.verbose_name} ".capitalize()), number)
