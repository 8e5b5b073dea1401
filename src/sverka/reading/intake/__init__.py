"""Document intake: bytes of a file or page to a `Document` with blocks and exact offsets."""
