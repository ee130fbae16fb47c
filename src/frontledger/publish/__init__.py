"""From a notebook and its parameters to files to publish: execute, document, HTML, PDF, provenance."""
