"""The configuration of the web server at the far end of the line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..server import COMPRESSED, TYPES
from .lines import KINDS, Kind

#: Where distributions put modules.
_MODULES: Final = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")

#: Below it each site has a name, since a browser keeps files and connections by name.
DOMAIN: Final = "line.test"

# A page is asked for again after ten minutes, as on GitHub Pages, so in no visit of ours.
_CONFIGURATION: Final = """
load_module {brotli};
user root; daemon off; worker_processes 1; pid {run}/nginx.pid; error_log {run}/error.log;
events {{ worker_connections 512; }}
http {{
  types {{ {types} }} default_type application/octet-stream; charset utf-8;
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_timeout 600s;
  client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
  uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
  ssl_certificate {run}/certificate.pem; ssl_certificate_key {run}/key.pem;
  ssl_protocols TLSv1.3; ssl_buffer_size 4k;
  gzip_comp_level 6; gzip_min_length 256; gzip_vary on; gzip_types {compressed};
  brotli_comp_level 5; brotli_min_length 256; brotli_types {compressed};
  add_header Cache-Control "max-age=600";
{servers}}}
"""
_SERVER: Final = """\
  server {{
    listen {port}{speaks}; gzip on;{more}
    server_name ~^(?<site>\\w+)\\.; root {run}/$site;
  }}
"""


def brotli() -> Path | None:
    """The module for brotli, if it is installed."""
    found = (Path(each) / "ngx_http_brotli_filter_module.so" for each in _MODULES)
    return next(filter(Path.is_file, found), None)


def configuration(run: Path) -> str:
    """Of a server that keeps all that it needs in *run*, and serves the folders in there.

    Each :data:`KINDS` has its port, and each folder its name below :data:`DOMAIN`.
    """
    # nginx adds the character set itself, and compresses pages without being told to.
    types = {suffix: text.partition(";")[0] for suffix, text in TYPES.items()}
    compressed = {types[suffix] for suffix in COMPRESSED} - {types[".html"]}
    return _CONFIGURATION.format(
        brotli=brotli(),
        run=run,
        types=" ".join(f"{name} {suffix[1:]};" for suffix, name in types.items()),
        compressed=" ".join(sorted(compressed)),
        servers="".join(_server(kind, run) for kind in KINDS.values()),
    )


def _server(kind: Kind, run: Path) -> str:
    speaks = (" ssl" if kind.scheme == "https" else "") + (" http2" if kind.is_http2 else "")
    more = " brotli on;" if kind.has_brotli else ""
    return _SERVER.format(port=kind.port, speaks=speaks, run=run, more=more)


def link(run: Path, roots: Sequence[Path]) -> None:
    """Put the sites into *run*, as ``s0``, ``s1`` and so on."""
    for number, root in enumerate(roots):
        (run / f"s{number}").symlink_to(root.resolve(), target_is_directory=True)


def origin(kind: Kind, number: int) -> str:
    """The address of a site of :func:`link`, without a final slash."""
    port = "" if kind.port in {80, 443} else f":{kind.port}"
    return f"{kind.scheme}://s{number}.{DOMAIN}{port}"
