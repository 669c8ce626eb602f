"""The words by which clauses are read: triggers, cues, titles. The lists are data: `data/gazetteers/`."""

import functools
import re

from unionkg.resources import read_lines, read_table


@functools.cache
def trigger_table() -> dict[str, str]:
    """Return verb → relation, from the gazetteer `triggers`."""
    return {verb: relation for verb, relation, *_ in read_table("triggers")}


@functools.cache
def cues(name: str) -> frozenset[str]:
    """Return the words of one class of the gazetteer `clause_cues`; raise KeyError when there is no such class."""
    return frozenset(_cue_table()[name].split())


@functools.cache
def _cue_table() -> dict[str, str]:
    return {name: words for name, _, words in read_table("clause_cues")}


@functools.cache
def ending(name: str) -> re.Pattern[str]:
    """Return the pattern that finds a word of the class `name` at the end of a string."""
    return re.compile("(?:" + "|".join(map(re.escape, sorted(cues(name), key=lambda word: (-len(word), word)))) + ")$")


def is_title_word(text: str) -> bool:
    """Return whether `text` is the last word of a role title.

    >>> is_title_word("副主席"), is_title_word("党组副书记")
    (True, False)
    """
    return text in _title_words()


def is_occupation(text: str) -> bool:
    """Return whether a title says what somebody does, not which office they hold: 作家, 急诊科医生.

    >>> is_occupation("医生"), is_occupation("主席")
    (True, False)
    """
    return text.endswith(_occupation_words())


@functools.cache
def _occupation_words() -> tuple[str, ...]:
    return tuple(read_lines("occupations"))


@functools.cache
def _title_words() -> frozenset[str]:
    return frozenset(read_lines("titles"))
