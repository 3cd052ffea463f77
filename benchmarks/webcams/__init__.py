"""Many webcams at once against one server: `python -m benchmarks.webcams`."""
