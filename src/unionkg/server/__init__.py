"""Pages and protocols over a built graph, on the loopback address: `unionkg serve`."""
