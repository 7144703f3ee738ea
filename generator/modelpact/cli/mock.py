"""``modelpact mock``: a gateway on this machine that behaves as the pacts say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact import operations
from modelpact.cli import near, options, validators

if TYPE_CHECKING:
    from modelpact import ir


@click.command("mock")
@options.spec
@click.option("--provider", metavar="ID", help="Be this provider. [default: the only one]")
@options.host
@options.port(8000)
@click.option(
    "--envelope",
    metavar="NAME",
    help="Answer in this shape, as the pact names it (wrapped, plain). [default: the first]",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Another seed, other pictures."
)
@click.option(
    "--latency",
    metavar="MS",
    type=click.FloatRange(0, 3_600_000),
    default=0,
    help="Wait so many milliseconds before each answer. [default: 0]",
)
@click.option(
    "--fault",
    metavar="NAME",
    help="Go wrong in this way at each request; as a header, X-Mock-Fault does it once. list: their names.",
)
@click.option("--out", "out", metavar="DIR", help="The folder of the output. [default: generated]")
def command(
    spec: str | None,
    provider: str | None,
    host: str,
    port: int,
    envelope: str | None,
    seed: int,
    latency: float,
    fault: str | None,
    out: str | None,
) -> None:
    """Serve a gateway that behaves as the pacts say, until it is interrupted.

    Prints the base URL and a key that works.
    """
    try:
        from modelpact import serving
        from modelpact.mock import answers, app, faults, server
    except ImportError as error:
        raise click.ClickException(
            f"the mock gateway needs {error.name}: pip install 'modelpact[mock]'"
        ) from error
    if fault == "list":
        click.echo("\n".join(faults.known().split(", ")))
        return
    found = _provider(spec, provider)
    shape = answers.envelope(found, envelope)
    if shape is None:
        names = ", ".join(known.name for known in operations.envelopes(found))
        raise click.UsageError(f"no envelope {envelope!r}; there are {names}")
    wrong = faults.fault(fault) if fault else None
    if fault and wrong is None:
        raise click.UsageError(f"no fault {fault!r}; there are {faults.known()}")
    sources = validators.sources(spec)
    with validators.told(sources):
        (validator,) = validators.Validators(sources, validators.output(out), found.id).of_all()
    gateway = app.Gateway(
        found, validator, envelope=shape, seed=seed, latency=latency / 1000, fault=wrong
    )
    try:
        listening = serving.listen(host, port)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}"
        ) from error
    click.echo(f"base_url: {serving.origin(listening)}{gateway.base_path}")
    click.echo(f"api_key: {app.key(seed)}")
    server.server(gateway.app).run(sockets=[listening])


def _provider(spec: str | None, wanted: str | None) -> ir.Provider:
    """Return the provider to be: the one that was named, or the only one."""
    from modelpact import pipeline
    from modelpact.cli import out

    sources = validators.sources(spec)
    with options.readable():
        result = pipeline.understand(Path(sources.spec), language=Path(sources.language))
    if result.errors:
        out.problems(result.errors, sources.spec, err=True)
        raise click.ClickException("there is nothing to serve: the pacts have errors")
    found = {provider.id: provider for provider in result.catalog.providers}
    if wanted is None and len(found) == 1:
        return next(iter(found.values()))
    known = ", ".join(found) or "none"
    if wanted is None:
        raise click.UsageError(f"say which --provider: there are {known}")
    if wanted not in found:
        raise click.UsageError(near.no_provider(wanted, found))
    return found[wanted]
