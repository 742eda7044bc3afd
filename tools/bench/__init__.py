"""The benchmark of training: python -m tools.bench writes BENCHMARKS.md and nnfs_helpers/support/measured.json."""
