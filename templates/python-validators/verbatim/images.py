BASE64 = bytes.maketrans(b"+/=", b"aaa")  # all else in it is letters and digits
SOURCES = {"url": "a URL", "data-uri": "a data URI", "base64": "bare base64"}


def image_fault(
    text: str,
    formats: tuple[str, ...],
    sources: tuple[str, ...],
    tolerated: tuple[str, ...],
    megabytes: float | None,
) -> tuple[str, str, str] | None:
    """Return code, severity and message of what is wrong with a picture given as text, or None.

    A URL, a data URI or bare base64. Only the ends of the data are looked at: it may be megabytes long.
    """
    start = text[:8].lower()
    if start[:5] == "data:":
        head, comma, _ = text[:80].partition(",")
        lower = head.lower()
        if not comma or not lower.endswith(";base64"):
            return (
                "imageSource",
                "error",
                "is no data URI of the form data:image/png;base64,...",
            )
        if not lower.startswith("data:image/"):
            return (
                "imageFormat",
                "error",
                f"is no image but {lower[5:-7] or 'plain text'}",
            )
        subtype = "jpeg" if lower[11:-7] == "jpg" else lower[11:-7]
        if formats and subtype not in formats:
            return (
                "imageFormat",
                "error",
                f"must be one of {', '.join(formats)}, not {subtype}",
            )
        fault = data_fault(text, len(head) + 1, megabytes)
        source = "data-uri"
    elif start.startswith(("https://", "http://")):
        blank = (" " in text or not text.isprintable()) and min(text) <= " "
        if blank or (len(text) <= 8 and start in ("https://", "http://")):
            return (
                "imageSource",
                "error",
                "is no URL: it has blanks, or ends after the scheme",
            )
        fault, source = None, "url"
    elif len(text) >= 16 and not foreign(text[:64]):
        fault = data_fault(text, 0, megabytes)
        source = "base64"
    else:
        return (
            "imageSource",
            "error",
            "must be a picture: an http(s) URL, or a data URI with base64",
        )
    if fault or source in sources:
        return fault
    if source in tolerated:
        told = f"is {SOURCES[source]}, which is not documented here"
        return "imageSource", "warning", told
    return "imageSource", "error", f"is {SOURCES[source]}, which is not taken here"


def data_fault(
    text: str, start: int, megabytes: float | None
) -> tuple[str, str, str] | None:
    """Say what is wrong with base64 data; a text that ends in ... is taken for a placeholder."""
    if foreign(text[start : start + 64]) and not text.endswith("..."):
        told = "is not base64" if len(text) > start else "has no data"
        return "imageSource", "error", told
    size = (len(text) - start) * 3 // 4
    if megabytes is None or size <= megabytes * 1000000:
        return None
    if size > megabytes * 1048576:
        return "imageSize", "error", f"is larger than {megabytes} MB"
    return "imageSize", "warning", f"is larger than {megabytes} million bytes"


def foreign(text: str) -> bool:
    """Tell whether a text has what is not of the alphabet of base64, or nothing."""
    return not text.encode("ascii", "replace").translate(BASE64).isalnum()
