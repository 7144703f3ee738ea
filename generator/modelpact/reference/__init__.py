"""What there is to read about a model, as phrases of Markdown: for every target that makes pages."""
