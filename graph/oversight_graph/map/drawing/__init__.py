"""Where boxes and lines stand, and their drawing as SVG."""
