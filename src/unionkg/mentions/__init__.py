"""Spans that refer: tagger, name grammars, gazetteers, coreference inside the document."""
