"""How the course starts the server: every message goes to the browser at once, and no question about news is asked.

`make lab` names this folder in JUPYTER_CONFIG_PATH, the README's line for Windows names this file. JupyterLab finds
what stands in labconfig/ by that variable alone. Nothing else depends on it: explorers live without.

Without the first, the operating system may hold a message back until the browser has confirmed the one before it
(Nagle's algorithm, RFC 896, with delayed confirmations), and every explorer answers a fiftieth of a second later.
"""

import os
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

FOLDERS = [str(Path(__file__).parent), os.environ.get("JUPYTER_CONFIG_PATH")]
os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, FOLDERS))


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The connection between a kernel and a browser, with the no-delay option set."""

    def connect(self):
        """Connect as usual."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = PromptConnection  # noqa: F821  (Jupyter provides c)
