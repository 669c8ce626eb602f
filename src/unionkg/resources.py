"""Where the files that ship with the package are: the ontology, the gazetteers and the trained model."""

import functools
from pathlib import Path

from unionkg.errors import ResourceError

_PACKAGE = Path(__file__).parent
# An installed wheel carries them inside the package; a checkout (also an editable install) has them at its top.
_PLACES = {
    "ontology": (_PACKAGE / "resources" / "ontology", _PACKAGE.parents[1] / "ontology"),
    "gazetteers": (_PACKAGE / "resources" / "gazetteers", _PACKAGE.parents[1] / "data" / "gazetteers"),
    "model": (_PACKAGE / "resources" / "model", _PACKAGE.parents[1] / "data" / "model"),
}


def resource_dir(name: str) -> Path:
    """Return the folder `ontology`, `gazetteers` or `model`; raise ResourceError when the installation lacks it."""
    for place in _PLACES[name]:
        if place.is_dir():
            return place
    raise ResourceError(
        f"The folder '{name}' of unionkg is missing.",
        offending=name,
        remedy="Install the package again: pip install --force-reinstall unionkg",
    )


@functools.cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the entries of the gazetteer `name`.txt: one a line, `#` starts a comment, order kept."""
    path = resource_dir("gazetteers") / f"{name}.txt"
    if not path.is_file():
        raise ResourceError(f"The gazetteer '{name}' is missing.", offending=path)
    lines = (line.split("#", 1)[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line)


@functools.cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the gazetteer `name`.tsv: tab-separated cells, `#` lines and the blank ones left out."""
    path = resource_dir("gazetteers") / f"{name}.tsv"
    if not path.is_file():
        raise ResourceError(f"The gazetteer '{name}' is missing.", offending=path)
    lines = path.read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))
