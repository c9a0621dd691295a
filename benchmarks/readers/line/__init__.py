"""What readers wait for on a slow line that is real but for its speed.

Chromium's own throttling knows neither handshakes nor the slow start of TCP.  So two network
namespaces are joined by a line of ours, with nginx in the one and the browser in the other.
"""
