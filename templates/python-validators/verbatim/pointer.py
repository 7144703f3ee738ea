def escape(name: str) -> str:
    """Spell a member's name as a step of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")
