"""Warm kernels as jupyter_client knows kernels: a manager, a provisioner and a client without fixed waits."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import time
import uuid
from functools import cache
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Integer, Type

from frontledger.publish.engine.forks import ForkedProcess, NoForkError, can_fork, zygote

try:
    import resource
except ImportError:  # Windows has none, and no memory limit then
    resource = None  # type: ignore[assignment]

START_LIMIT = 120.0
_OWN = [sys.executable, "-m", "ipykernel_launcher"]


class ForkProvisioner(LocalProvisioner):
    """Forks the kernel from a warm process where it is ipykernel under this very Python, else starts it."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Launch the kernel that this command line stands for."""
        if can_fork() and cmd[:3] == _OWN:
            try:
                return self._forked(cmd[3:], **options)
            except NoForkError as reason:
                _tell(str(reason))
        connection = await super().launch_kernel(cmd, **options)
        self._limit()
        return connection

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and wait for the moment that takes, so that nobody has to ask again and again."""
        await super().kill(restart)
        if isinstance(self.process, ForkedProcess):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(2)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the kernel, so that whatever it has started ends with it, though it ended by itself."""
        await super().cleanup(restart)
        if isinstance(self.process, ForkedProcess):
            self.process.let_go()

    def _forked(self, arguments: list[str], **options: Any) -> Any:
        environment = options["env"]
        folder = str(Path(options.get("cwd") or ".").resolve())
        process = zygote(environment).fork(arguments, folder, environment, START_LIMIT)
        self.process: Any = process
        self.pid = self.pgid = process.pid
        self.cwd = options.get("cwd")
        self._limit()
        return self.connection_info

    def _limit(self) -> None:
        limit = getattr(self.parent, "memory_limit", 0)
        if limit and hasattr(resource, "prlimit"):
            resource.prlimit(self.pid or 0, resource.RLIMIT_DATA, (limit, limit))


class PromptClient(AsyncKernelClient):
    """A client that takes a kernel for ready when it has answered, rather than when it has been quiet a while."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the answer to a request, on both channels: what was sent before it has then come in.

        Raises RuntimeError where the kernel dies or does not answer in time, as the ordinary client does.
        """
        ends = time.monotonic() + (timeout or float("inf"))
        while not await self._answers(self.kernel_info()):
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > ends:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    wait_for_ready = _async_wait_for_ready

    async def _answers(self, request: str) -> bool:
        try:
            reply = await self._message_of(self.shell_channel, request, "kernel_info_reply", 1)
            await self._message_of(self.iopub_channel, request, "status", 0.2, execution_state="idle")
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    async def _message_of(
        self, channel: Any, request: str, kind: str, timeout: float, **content: str
    ) -> dict[str, Any]:
        while True:
            message = await channel.get_msg(timeout=timeout)
            if (
                message["msg_type"] == kind
                and message["parent_header"].get("msg_id") == request
                and content.items() <= message["content"].items()
            ):
                return message


class WarmKernel(AsyncKernelManager):
    """A kernel manager whose kernels are forked where they can be."""

    client_factory = Type(PromptClient, klass=AsyncKernelClient)
    memory_limit = Integer(0, help="Bytes of data the kernel may hold; 0 for no limit.").tag(config=True)

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        self.kernel_id = self.kernel_id or options.pop("kernel_id", str(uuid.uuid4()))
        spec: Any = self.kernel_spec
        if self.provisioner is None and "kernel_provisioner" not in spec.metadata:
            self.provisioner = ForkProvisioner(kernel_id=self.kernel_id, kernel_spec=spec, parent=self)
        return await super()._async_pre_start_kernel(**options)


@cache
def _tell(reason: str) -> None:
    """Say once why kernels are slow to come."""
    logging.getLogger(__name__).warning("ordinary kernels are used: %s", reason)
