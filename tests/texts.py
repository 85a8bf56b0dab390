"""Made-up texts for laws that hold for any."""

from functools import partial

from hypothesis import strategies as st

# What `st.text()` draws from, without the seconds that it takes to find out which letters UTF-8 has.
any_text = partial(st.text, st.characters(exclude_categories=["Cs"]))
