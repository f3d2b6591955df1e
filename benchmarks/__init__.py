"""What docs say about speed, measured: `make bench`."""
