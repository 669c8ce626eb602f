"""The command that serves a graph."""

from pathlib import Path

import click

from unionkg.console import dataset_path, out_option
from unionkg.errors import SettingsError

_MIB = 1 << 20


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default is this computer only."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--open", "opens", is_flag=True, help="Open the front page in the browser.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time that one request may run.",
)
@click.option(
    "--memory",
    type=click.IntRange(64),
    default=2048,
    show_default=True,
    metavar="MIB",
    help="Memory that one worker may add (Linux).",
)
@click.option(
    "--max-answer", type=click.IntRange(1), default=64, show_default=True, metavar="MIB", help="Largest answer."
)
@click.option(
    "--workers", type=click.IntRange(2, 64), help="Processes that answer.  [default: number of cores, 2 to 4]"
)
@click.option("--allow-service", is_flag=True, help="Let queries ask other servers (SERVICE).")
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Web origin whose scripts may ask (CORS), such as http://127.0.0.1:3333.",
)
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME", help="Host name under which the server answers too."
)
@out_option
def serve(
    host: str,
    port: int,
    opens: bool,
    timeout: float,
    memory: int,
    max_answer: int,
    workers: int | None,
    allow_service: bool,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    out: Path,
) -> None:
    """Serve the graph: pages, questions, a SPARQL endpoint, reconciliation for OpenRefine.

    Everything is for reading. A build that ends meanwhile is picked up; nothing has to be started again.

    \b
    Examples:
      unionkg serve --open
      unionkg serve --out graph/ --port 0
      unionkg serve --allow-origin http://127.0.0.1:3333      for OpenRefine in a browser
    """
    try:
        from unionkg.server.limits import Limits
        from unionkg.server.run import serve as run
        from unionkg.server.session import Options
    except ImportError as error:
        raise SettingsError(
            f"The server needs {error.name}, which is not installed.",
            offending=error.name,
            remedy="Install it: pip install 'unionkg[server]'",
        ) from error
    from unionkg.settings import Settings

    usual = Limits()
    limits = Limits(seconds=timeout, memory=memory * _MIB, answer=max_answer * _MIB, workers=workers or usual.workers)
    options = Options(
        dataset=str(dataset_path(out).resolve()),
        out=str(out.resolve()),
        base_iri=Settings().base_iri,
        largest=limits.answer,
        allow_service=allow_service,
    )
    run(options, limits, host=host, port=port, hosts=hosts, origins=origins, opens=opens, told=click.echo)
