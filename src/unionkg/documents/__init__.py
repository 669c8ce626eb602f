"""Text as it stands: flow, paragraphs, sentences, turns, metadata that the text gives."""
