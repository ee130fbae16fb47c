"""Warm kernels: notebooks run in processes forked from one that has already imported what they import.

`zygote.py` is that process, `forks.py` its owner's side, `kernels.py` what jupyter_client sees of both. Nothing
else changes: the fork runs ipykernel's own application and speaks Jupyter's messages, so that what comes out is
what an ordinary kernel gives. Where there is no fork to be had, or a notebook asks for another kernel, the
ordinary kernel runs.
"""

from __future__ import annotations

from typing import Any


class Engine:
    """The engine `papermill --engine frontledger` names.

    papermill loads it whenever papermill is imported, so the work waits in a module of its own.
    """

    @staticmethod
    def execute_notebook(*arguments: Any, **options: Any) -> Any:
        """As papermill's own engine, with a warm kernel."""
        from frontledger.publish.engine.runner import WarmEngine  # noqa: PLC0415 - see the class

        return WarmEngine.execute_notebook(*arguments, **options)

    @staticmethod
    def nb_kernel_name(*arguments: Any, **options: Any) -> Any:
        """The kernel a notebook names."""
        from frontledger.publish.engine.runner import WarmEngine  # noqa: PLC0415 - see the class

        return WarmEngine.nb_kernel_name(*arguments, **options)

    @staticmethod
    def nb_language(*arguments: Any, **options: Any) -> Any:
        """The language a notebook names."""
        from frontledger.publish.engine.runner import WarmEngine  # noqa: PLC0415 - see the class

        return WarmEngine.nb_language(*arguments, **options)
