"""Measurements: JSON and ratios, never a failed test."""
