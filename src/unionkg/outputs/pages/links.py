"""Where pages lie: paths of a server, or files of a folder that link each other relatively."""

from dataclasses import dataclass
from typing import ClassVar, Protocol
from urllib.parse import quote


class Links(Protocol):
    """The address of each kind of page, as it stands in an `href`."""

    @property
    def is_live(self) -> bool:
        """Whether a server answers, so that forms work."""

    def front(self) -> str:
        """The front page."""

    def node(self, id_: str) -> str:
        """An entity or a document by its ID below `id/`; `{id}` gives a pattern."""

    def listing(self, kind: str, number: int = 1) -> str:
        """The list of the entities of a type, or of the `documents`; lists have several pages."""

    def question(self, name: str) -> str:
        """A question."""

    def questions(self) -> str:
        """All questions."""

    def explorer(self) -> str:
        """The explorer."""

    def asset(self, name: str) -> str:
        """A script or style."""


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Paths from the root of a server; the IRI of a thing ends in the path of its page."""

    is_live: ClassVar[bool] = True

    def front(self) -> str:
        """The front page."""
        return "/"

    def node(self, id_: str) -> str:
        """An entity or a document."""
        return f"/id/{quote(id_, safe='/{}-_.~')}"

    def listing(self, kind: str, number: int = 1) -> str:
        """A list."""
        return f"/browse/{kind.lower()}" + (f"?page={number}" if number > 1 else "")

    def question(self, name: str) -> str:
        """A question."""
        return f"/questions/{name}"

    def questions(self) -> str:
        """All questions."""
        return "/questions"

    def explorer(self) -> str:
        """The explorer."""
        return "/explorer"

    def asset(self, name: str) -> str:
        """A script or style."""
        return f"/assets/{name}"


@dataclass(frozen=True, slots=True)
class FolderLinks:
    """Relative links from a file that lies `depth` folders below the top."""

    depth: int = 0
    is_live: ClassVar[bool] = False

    @property
    def _up(self) -> str:
        return "../" * self.depth

    def front(self) -> str:
        """The front page."""
        return f"{self._up}index.html"

    def node(self, id_: str) -> str:
        """An entity or a document."""
        # An ID may hold escapes, which are part of the file's name: they are escaped once more.
        return f"{self._up}{quote(id_, safe='/{}-_.~')}.html"

    def listing(self, kind: str, number: int = 1) -> str:
        """A list."""
        return f"{self._up}browse/{kind.lower()}" + (f"-{number}" if number > 1 else "") + ".html"

    def question(self, name: str) -> str:
        """A question."""
        return f"{self._up}questions/{name}.html"

    def questions(self) -> str:
        """All questions."""
        return f"{self._up}questions/index.html"

    def explorer(self) -> str:
        """The explorer."""
        return f"{self._up}explorer.html"

    def asset(self, name: str) -> str:
        """A script or style."""
        return f"{self._up}assets/{name}"
