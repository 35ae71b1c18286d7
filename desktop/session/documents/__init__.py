"""From a corrected transcript to files: the draft, the documents, what comes back from Word."""
