"""The body chart: figures with zones to mark, in a browser and on paper."""
