"""unionkg reads Chinese news about unions and turns it into a knowledge graph whose every statement has its quote."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from unionkg.view import View

__version__ = "0.1.0"


def open(path: "str | PathLike[str]" = "exports", *, as_of: str | None = None) -> "View":  # noqa: A001
    """Open the graph that `unionkg build` wrote into the folder `path`; see `unionkg.view.View` for what it answers.

    With `as_of` (`2023`, `2023-10` or `2023-10-12`) it is what was said to hold then. Close it, or use it in a `with`.

    Raises:
        StoreError: there is no graph in the folder.
        QueryError: `as_of` is no date.
    """
    from unionkg.view import open_view  # noqa: PLC0415  what only names the version loads nothing

    return open_view(path, as_of=as_of)
