"""Names of downloaded files."""

from django.utils.http import content_disposition_header

BAD_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


def attachment(name: str) -> str:
    """Return the header that saves a file under a Vietnamese name (RFC 6266)."""
    header = content_disposition_header(as_attachment=True, filename=name.translate(BAD_IN_NAMES))
    return header or "attachment"
