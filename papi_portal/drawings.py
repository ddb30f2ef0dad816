"""The files in which a paper goes out: for signing, for editing, for computing."""

from papi_portal import paper, worddoc
from papi_portal.paper import Paper

KINDS = ("pdf", "docx", "xlsx")
"""The kinds of files by the ending of their names."""


def draw(one: Paper, kind: str) -> bytes:
    """Return the document as a file; raises PdfUnavailableError for a PDF that cannot be made."""
    if kind == "pdf":
        return paper.as_pdf(one)
    return worddoc.as_docx(one) if kind == "docx" else paper.as_xlsx(one)
