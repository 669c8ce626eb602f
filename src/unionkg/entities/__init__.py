"""One entity across documents: names, judgements, clusters, assembly."""
