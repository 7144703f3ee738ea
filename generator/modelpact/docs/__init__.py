"""The documentation of one or several providers: built as files, or served and reloaded at each edit."""
