"""``python -m modelpact`` is the command."""

from modelpact.cli import main

if __name__ == "__main__":
    main()
