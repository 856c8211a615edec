"""Full-text search over papers: query language, docsets, facets, ranking. Whoosh is loaded on first use only."""
