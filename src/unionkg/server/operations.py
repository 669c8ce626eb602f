"""What workers can do, by name."""

from collections.abc import Callable, Sequence

from unionkg.server import matching, pages
from unionkg.server.answer import Answer
from unionkg.server.description import count_dataset
from unionkg.server.querying import answer_query
from unionkg.server.resources import describe_resource
from unionkg.server.session import Session


def sparql(
    session: Session, query: str, accept: str | None, default: Sequence[str] = (), named: Sequence[str] = ()
) -> Answer:
    """Answer a query in the SPARQL 1.1 Protocol."""
    options = session.options
    return answer_query(
        session.dataset.store,
        query,
        accept=accept,
        default=default,
        named=named,
        largest=options.largest,
        allow_service=options.allow_service,
    )


OPERATIONS: dict[str, Callable[..., Answer]] = {
    "sparql": sparql,
    "describe": describe_resource,
    "count": count_dataset,
    "front": pages.front,
    "listing": pages.listing,
    "thing": pages.thing,
    "questions": pages.questions,
    "question": pages.question,
    "names": pages.names,
    "neighbours": pages.neighbours,
    "explorer": pages.explorer,
    "reconcile": matching.reconcile,
    "suggest": matching.suggest_entity,
    "extend": matching.extend,
    "preview": matching.preview,
}
