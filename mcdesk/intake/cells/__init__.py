"""Judging and mending a single cell, shape by shape. Pure functions over text; no file is read."""
