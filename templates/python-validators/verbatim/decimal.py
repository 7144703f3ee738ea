def is_decimal(text: str, fraction: bool) -> bool:
    """Tell whether a text is a plain decimal number of at most 15 digits on either side."""
    digits, point, rest = text.removeprefix("-").partition(".")
    if point and not (
        fraction and rest.isascii() and rest.isdigit() and len(rest) <= 15
    ):
        return False
    return digits.isascii() and digits.isdigit() and len(digits) <= 15
