BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
HEADS = {
    "data:image/bmp;base64": "bmp",
    "data:image/gif;base64": "gif",
    "data:image/jpeg;base64": "jpeg",
    "data:image/jpg;base64": "jpeg",
    "data:image/png;base64": "png",
    "data:image/tiff;base64": "tiff",
    "data:image/webp;base64": "webp",
}


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
    scheme = text[:5]
    if scheme != "data:":
        start = text[:8].lower()
        if start.startswith(("https://", "http://")):
            blank = (" " in text or not text.isprintable()) and min(text) <= " "
            if blank or (len(text) <= 8 and start in ("https://", "http://")):
                return (
                    "imageSource",
                    "error",
                    "is no URL: it has blanks, or ends after the scheme",
                )
            if "url" in sources:
                return None
            return source_fault("url", "a URL", tolerated)
        scheme = start[:5]
    if scheme == "data:":
        head, comma, _ = text[:80].partition(",")
        subtype = HEADS.get(head)
        if subtype is None:  # not one of the usual ones, or in capitals
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
            subtype = HEADS.get(lower, lower[11:-7])
        if formats and subtype not in formats:
            return (
                "imageFormat",
                "error",
                f"must be one of {', '.join(formats)}, not {subtype}",
            )
        fault = data_fault(text, len(head) + 1, megabytes)
        if fault or "data-uri" in sources:
            return fault
        return source_fault("data-uri", "a data URI", tolerated)
    if len(text) >= 16 and not foreign(text[:64]):
        fault = data_fault(text, 0, megabytes)
        if fault or "base64" in sources:
            return fault
        return source_fault("base64", "bare base64", tolerated)
    return (
        "imageSource",
        "error",
        "must be a picture: an http(s) URL, or a data URI with base64",
    )


def source_fault(
    source: str, name: str, tolerated: tuple[str, ...]
) -> tuple[str, str, str]:
    """Say that a way to give a picture is not listed."""
    if source in tolerated:
        return "imageSource", "warning", f"is {name}, which is not documented here"
    return "imageSource", "error", f"is {name}, which is not taken here"


def data_fault(
    text: str, start: int, megabytes: float | None
) -> tuple[str, str, str] | None:
    """Say what is wrong with base64 data; a text that ends in ... is taken for a placeholder."""
    if len(text) == start:
        return "imageSource", "error", "has no data"
    if foreign(text[start : start + 64]) and not text.endswith("..."):
        return "imageSource", "error", "is not base64"
    size = (len(text) - start) * 3 // 4
    if megabytes is None or size <= megabytes * 1000000:
        return None
    if size > megabytes * 1048576:
        return "imageSize", "error", f"is larger than {megabytes} MB"
    return "imageSize", "warning", f"is larger than {megabytes} million bytes"


def foreign(text: str) -> bytes:
    """Return what is not of the alphabet of base64."""
    return text.encode("ascii", "replace").translate(None, BASE64)
