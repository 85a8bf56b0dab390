"""What is kept about a person, in a shape that a program and a reader understand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Text, or what becomes text in the reader's language.
Label = object


@dataclass(frozen=True)
class Section:
    """Rows of one kind; `columns`: their names, for programs, with what they are called.

    A private one is what a house wrote for its own stewards: an operator decides whether it is handed over.
    """

    name: str
    title: Label
    columns: Mapping[str, Label]
    rows: Sequence[tuple[object, ...]] = field(default_factory=list)
    is_private: bool = False

    @property
    def named_rows(self) -> list[dict[str, object]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def told_rows(self) -> list[list[tuple[Label, object]]]:
        """What each row says, without what is empty."""
        rows = [list(zip(self.columns.values(), row, strict=True)) for row in self.rows]
        return [[(label, value) for label, value in row if value not in ("", None)] for row in rows]


def in_one(sections: Iterable[Section]) -> dict[str, list[dict[str, object]]]:
    """All sections as one object of lists, by their names."""
    return {section.name: section.named_rows for section in sections}
