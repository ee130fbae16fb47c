"""How much a notebook may give back: what comes from its kernel is counted, and beyond the limit not kept.

The cell that goes beyond it has failed, as if it had raised an exception.
"""

from __future__ import annotations

from typing import Any

from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

from frontledger.publish.engine.kernels import PromptClient

OUTPUT_LIMIT = 50_000_000
"""Letters that the cells of a notebook may print or show; a standard report has three million at most."""

_OUTPUTS = ("stream", "display_data", "execute_result", "update_display_data")


class MeteredChannel(AsyncZMQSocketChannel):
    """The channel on which a kernel gives back what cells print and show."""

    letters = 0

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        """The next message: once too much was given back an error, and then no more output."""
        message = await super().get_msg(timeout=timeout)
        if message["msg_type"] not in _OUTPUTS:
            return message
        before = self.letters
        self.letters += _letters(message["content"])
        if self.letters <= OUTPUT_LIMIT:
            return message
        if before > OUTPUT_LIMIT:
            return _instead(message, "status", {"execution_state": "busy"})
        told = f"more than {OUTPUT_LIMIT:,} characters of output; print or show less"
        return _instead(message, "error", {"ename": "OutputLimitError", "evalue": told, "traceback": [told]})


class MeteredClient(PromptClient):
    """A kernel's client that counts what is given back."""

    iopub_channel_class = Type(MeteredChannel)  # type: ignore[assignment]


def _instead(message: dict[str, Any], kind: str, content: dict[str, Any]) -> dict[str, Any]:
    header = message["header"] | {"msg_type": kind}
    return message | {"msg_type": kind, "header": header, "content": content}


def _letters(content: Any) -> int:
    if isinstance(content, str):
        return len(content)
    if isinstance(content, dict):
        return sum(map(_letters, content.values()))
    return sum(map(_letters, content)) if isinstance(content, list) else 1
