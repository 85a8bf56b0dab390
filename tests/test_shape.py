"""The sizes and names that keep the tree readable, held by a test instead of by memory."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ["site", "home", "locations", "bookings", "members", "messaging", "payments", "backup"]
MODULE, FUNCTION, TEMPLATE, TEST_MODULE = 300, 40, 120, 400
JUNK_DRAWERS = {
    "base",
    "common",
    "core",
    "helpers",
    "managers",
    "misc",
    "service",
    "services",
    "utils",
}
MADE_BY_TOOLS = {"migrations", "vendor", "__pycache__"}
INLINE = re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/(?:ld\+)?json\"))|\son[a-z]+=[\"']")
INLINE_STYLE = re.compile(r"<style|\sstyle=[\"']")


def files(folders: Iterable[str], *patterns: str) -> list[Path]:
    found = (path for folder in folders for pattern in patterns for path in (ROOT / folder).rglob(pattern))
    return sorted(path.relative_to(ROOT) for path in found if not MADE_BY_TOOLS.intersection(path.parts))


def source() -> list[Path]:
    return [Path("manage.py"), *files(APPS, "*.py")]


def templates() -> list[Path]:
    return files(APPS, "templates/**/*.html", "templates/**/*.txt")


def longer_than(limit: int, paths: Iterable[Path]) -> dict[str, int]:
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in paths}
    return {path: length for path, length in lengths.items() if length > limit}


def functions(path: Path) -> dict[str, int]:
    tree = ast.parse((ROOT / path).read_text())
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1 for node in found}


def lines_with(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    return [
        f"{path}:{number} {line.strip()}"
        for path in paths
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_modules_are_short() -> None:
    assert longer_than(MODULE, source()) == {}


def test_test_modules_are_short() -> None:
    assert longer_than(TEST_MODULE, files(["tests"], "*.py")) == {}


def test_templates_are_short() -> None:
    assert longer_than(TEMPLATE, templates()) == {}


def test_functions_are_short() -> None:
    lengths = {name: length for path in source() for name, length in functions(path).items()}

    assert {name: length for name, length in lengths.items() if length > FUNCTION} == {}


def test_no_file_is_a_junk_drawer() -> None:
    paths = [*source(), *files(["tests"], "*.py")]

    assert [str(path) for path in paths if JUNK_DRAWERS.intersection({path.stem, *path.parts})] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path)
        for path in [*source(), *files(["tests"], "*.py")]
        if (text := (ROOT / path).read_text()).strip() and ast.get_docstring(ast.parse(text)) is None
    ]

    assert silent == []


def test_site_is_a_folder_and_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_templates_have_no_inline_script() -> None:
    assert lines_with(INLINE, templates()) == []


def test_templates_have_no_inline_style_but_for_mail() -> None:
    pages = [path for path in templates() if "email" not in path.parts]

    assert lines_with(INLINE_STYLE, pages) == []


def test_templates_trust_nothing_as_safe() -> None:
    assert lines_with(re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape off"), templates()) == []


def test_tests_mock_nothing() -> None:
    words = re.compile(r"unittest\.mock|MagicMock|\bmocker\b")
    others = [path for path in files(["tests"], "*.py") if path.name != "test_shape.py"]

    assert lines_with(words, others) == []
