"""Heads of documents, as tests of what a document is write them."""

from tasks.reading.values import Block, Document, Identity, Paragraph


def document(*blocks: str | Block) -> Document:
    """Return a document of blocks; a text becomes a paragraph for each of its lines."""
    made: list[Block] = []
    for block in blocks:
        lines = [block] if not isinstance(block, str) else block.strip().split("\n")
        made += [Paragraph(one.strip()) if isinstance(one, str) else one for one in lines]
    return Document(tuple(made))


def doubts(found: Identity) -> dict[str, str]:
    return {remark.field: remark.message for remark in found.remarks}
