"""What a person does in JupyterLab: open a notebook, run all of it, change a line, look at what came out."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from frontledger.notebook.project import NOTEBOOKS

MINUTE = 60_000
OURS = "application/vnd.frontledger.block+json"

CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === "code")
  .map(cell => ({...cell.model.toJSON(), state: cell.model.executionState}))"""
FINISHED = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = panel.content.widgets.filter(cell => cell.model.type === "code");
  const stopped = cells.some(cell => cell.model.toJSON().outputs.some(output => output.output_type === "error"));
  return panel.sessionContext.session?.kernel?.status === "idle" && panel.sessionContext.pendingInput === false
    && (stopped || cells.every(cell => cell.model.executionCount !== null))
    && cells.every(cell => cell.model.executionState !== "running");
}"""
CLEAR = """() => window.jupyterapp.commands.execute("notebook:clear-all-cell-outputs")"""


@dataclass
class Desk:
    """One window of JupyterLab."""

    page: Page
    address: str
    token: str
    folder: Path

    def open(self, name: str) -> None:
        """Open a notebook as it is in git, alone in the window, and wait for its kernel."""
        shutil.copy(NOTEBOOKS / f"{name}.ipynb", self.folder)
        self.page.goto(f"{self.address}/lab/workspaces/{name}/tree/{name}.ipynb?reset&token={self.token}")
        ready = (
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )
        self.page.wait_for_function(ready, timeout=2 * MINUTE)

    def run_all(self) -> list[dict]:
        """Run all cells through the menu, as a person does; the code cells with what they gave."""
        self.page.evaluate(CLEAR)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(FINISHED, timeout=4 * MINUTE, polling=500)
        return self.page.evaluate(CELLS)

    def type_over(self, line: str, new: str) -> None:
        """Put `new` in place of the parameters' line that begins with `line`, on the keyboard."""
        at = self.page.locator(".jp-CodeCell .cm-line").filter(has_text=f"{line}:").first
        at.click()
        for key in (
            "Home",
            "Home",
            "Shift+End",
            "Shift+End",
        ):  # of the part on one row, then of the whole line
            self.page.keyboard.press(key)
        self.page.keyboard.type(new)
        expect(self.page.locator(".jp-CodeCell .cm-line").filter(has_text=new)).to_have_count(1)

    def outputs(self) -> list[dict]:
        """All that the cells show."""
        return [output for cell in self.page.evaluate(CELLS) for output in cell["outputs"]]
