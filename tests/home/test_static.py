"""What every visitor loads stays light, and what is not ours has its licence beside it."""

import gzip
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "site" / "static"


@pytest.mark.parametrize(
    ("files", "most"),
    [("css/*.css", 30_000), ("**/*.js", 30_000), ("fonts/*.woff2", 60_000), ("img/*.svg", 2_000)],
)
def test_files_stay_small_as_they_are_sent(files, most):
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in STATIC.glob(files)}

    assert sizes
    assert sum(sizes.values()) <= most


@pytest.mark.parametrize(
    ("file", "licence", "words"),
    [
        ("fonts/newsreader.woff2", "fonts/newsreader-LICENSE.txt", "SIL Open Font License, Version 1.1"),
        ("vendor/htmx.min.js", "vendor/htmx-LICENSE.txt", "Zero-Clause BSD"),
    ],
)
def test_what_others_made_has_its_licence_beside_it(file, licence, words):
    assert (STATIC / file).exists()
    assert words in (STATIC / licence).read_text()
