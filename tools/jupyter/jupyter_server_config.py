"""How `make lab` starts the server: every message goes to the browser at once.

Otherwise the operating system may hold a message back until the browser has confirmed the one before it (Nagle's
algorithm, RFC 896, with delayed confirmations), and every explorer answers a fiftieth of a second later.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The connection between a kernel and a browser, with the no-delay option set."""

    def connect(self):
        """Connect as usual."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = PromptConnection  # noqa: F821  (Jupyter provides c)
