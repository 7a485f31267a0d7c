"""How JupyterLab's server talks to a kernel: no press of Start is lost while it restarts."""

import secrets

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class KernelConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's own connection, each under a name of its own.

    A page that connects again, as it does when Start is pressed, would have the name of its
    connection before. While a kernel starts both of them wait for it, the kernel then hears only
    one, and if that is the old one, it never hears the page.
    """

    def create_stream(self) -> None:
        """Open the channels to the kernel; what it asks for by one comes from the same name."""
        identity = self.session.bsession + b"-" + secrets.token_hex(8).encode()
        for name in ("iopub", "shell", "control", "stdin"):
            connect = getattr(self.kernel_manager, f"connect_{name}")
            self.channels[name] = stream = connect(identity=identity)
            stream.channel = name
