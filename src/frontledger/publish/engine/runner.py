"""papermill's own engine with a warm kernel under it."""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine

from frontledger.publish.engine.kernels import WarmKernel


class WarmEngine(NBClientEngine):
    """Runs a notebook as papermill does; only where its kernel comes from is different."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook's cells in a warm kernel, unless another kind of kernel is asked for."""
        options = {"kernel_manager_class": WarmKernel} | options
        return super().execute_managed_notebook(nb_man, kernel_name, **options)
