"""The public form of low, central and high estimates of losses, read into a ledger of its own."""

from frontledger.ledger.exchange.losses.run import LossesImported, import_losses

__all__ = ["LossesImported", "import_losses"]
