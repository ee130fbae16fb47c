"""The command `frontledger`, which is also `python -m frontledger`."""

from frontledger.publish.stopping import quiet


def main() -> None:
    """Run the command line; until it knows what there is to stop, Ctrl-C needs no word."""
    quiet()
    from frontledger.cli import main as command  # noqa: PLC0415 - the imports are what may be stopped

    command()


if __name__ == "__main__":
    main()
