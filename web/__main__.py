"""`python -m web`: serve the site and the API with waitress, a production WSGI server."""

import errno
import signal
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click

from commandline import DEFAULT_INDEX, examples, run
from store.errors import ArchiveError, UsageFault
from web.limits import A_MINUTE

_THREADS = 8


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("python -m web", "python -m web --port 8080 --index my-index", "python -m web --host 0.0.0.0"),
)
@click.option(
    "--index",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    show_default="index/",
    help="The folder that holds the index.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for all of this machine's."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes a free one.")
@click.option(
    "--site", metavar="URL", help="What visitors call the site, where a proxy stands before it: https://van-kho.example.vn."
)
@click.option("--trusted-proxy", "proxy", metavar="IP", help="The address of that proxy, whose X-Forwarded-For says who asks.")
@click.option(
    "--rate-limit", type=click.IntRange(0), default=A_MINUTE, show_default=True, help="Requests a minute of one visitor; 0: any."
)
def cli(index: Path, host: str, port: int, site: str | None, proxy: str | None, rate_limit: int) -> int:
    """Serve the site and the API until interrupted."""
    import waitress

    from web import create_app

    trusted = {} if proxy is None else _trusting(proxy)
    app = create_app({"INDEX": index, "SITE": site, "RATE_LIMIT": rate_limit})
    app.extensions["searcher"].library.generation()  # no index, no site: say so before the port is taken
    try:
        server = waitress.create_server(app, host=host, port=port, threads=_THREADS, ident=None, **trusted)
    except OSError as error:
        raise ArchiveError(_refused(error, host, port)) from error
    except ValueError as error:  # waitress's word for a host that names no address
        raise ArchiveError(f"{host} is no address to listen on: choose another with --host.") from error
    click.echo(f"Văn Khố: http://{_written(host)}:{_bound(server, port)}  (Ctrl+C ends it)")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, _stop)
    server.run()  # returns when it is interrupted, once the requests at work are answered
    server.close()
    return 0


def _trusting(proxy: str) -> dict[str, Any]:
    """waitress's options for one proxy before it. Of what that says of a request, the visitor alone is believed."""
    try:
        address = ip_address(proxy)
    except ValueError as error:
        raise UsageFault(
            f"{proxy[:60]!r} is no IP address: give that of the proxy, such as 127.0.0.1.", "trusted-proxy"
        ) from error
    return {"trusted_proxy": str(address), "trusted_proxy_headers": {"x-forwarded-for"}}


def _stop(*_: object) -> None:
    """A service manager's way to end us, made the same as a person's."""
    raise KeyboardInterrupt


def _refused(error: OSError, host: str, port: int) -> str:
    """Why the system does not let us listen, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program: stop that one, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} may not be used by this user: choose one above 1023 with --port."
    return f"Cannot listen on {host}, port {port} ({error.strerror or error}): choose others with --host and --port."


def _bound(server: Any, port: int) -> int:
    """The port that is listened on; a host name may stand for several addresses, all with the same port unless it was 0."""
    listening = getattr(server, "effective_listen", None)
    return int(listening[0][1] if listening else getattr(server, "effective_port", port))


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


if __name__ == "__main__":
    sys.exit(run(cli, "web"))
