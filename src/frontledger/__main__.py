"""`python -m frontledger` is the command `frontledger`."""

from frontledger.cli import main

if __name__ == "__main__":
    main()
