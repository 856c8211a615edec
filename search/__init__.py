"""Full-text search over papers: query language, docsets, facets, ranking. Whoosh loads on first use."""
