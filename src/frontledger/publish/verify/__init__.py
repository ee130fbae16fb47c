"""Published reports made again and compared: `again` does it, `makings` and `tampering` say what differs."""

from frontledger.publish.verify.again import Checker, Verdict

__all__ = ["Checker", "Verdict"]
